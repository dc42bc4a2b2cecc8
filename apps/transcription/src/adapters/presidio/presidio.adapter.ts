import type { Utterance } from '@callmesh/contracts';
import type { ForeignSpan } from '@callmesh/redaction';
import { rootLogger, SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { request } from 'undici';
import { z } from 'zod';

/** It may take this long for a transcript; the built-in rules alone are used then. */
const TIMEOUT_MS = 5_000;
/** Answers of Presidio's analyzer count from this score on. */
const LEAST_SCORE = 0.4;
const MAX_BYTES = 4 << 20;
/** Its types by ours. What is not here (dates, titles, groups) would take business facts out. */
const TYPES: Readonly<Record<string, string>> = {
  PERSON: 'PERSON', PHONE_NUMBER: 'PHONE', EMAIL_ADDRESS: 'EMAIL', CREDIT_CARD: 'CREDIT_CARD', IBAN_CODE: 'IBAN', IP_ADDRESS: 'IP', LOCATION: 'ADDRESS', US_SSN: 'SSN', US_ITIN: 'SSN', US_PASSPORT: 'PASSPORT',
  US_BANK_NUMBER: 'BANK_ACCOUNT', US_DRIVER_LICENSE: 'DRIVER_LICENCE', UK_NHS: 'NATIONAL_ID', UK_NINO: 'NATIONAL_ID', IN_AADHAAR: 'NATIONAL_ID', IN_PAN: 'NATIONAL_ID', ES_NIF: 'NATIONAL_ID', IT_FISCAL_CODE: 'NATIONAL_ID', PL_PESEL: 'NATIONAL_ID',
};
const answer = z.array(z.object({ entity_type: z.string(), start: z.number().int().min(0), end: z.number().int().min(0), score: z.number() }));

/**
 * Microsoft Presidio's analyzer (`POST /analyze`, https://microsoft.github.io/presidio/api-docs/), asked besides the built-in rules where PRESIDIO_URL
 * names one. Off without it: what people said in clear leaves the process for nobody else.
 */
@Injectable()
export class Presidio {
  private readonly url: string | undefined;

  constructor(@Inject(SERVICE_CONFIG) { env }: ServiceConfig) {
    this.url = env.PRESIDIO_URL;
  }

  /** @returns what it found; nothing where none is configured, or where it does not answer as it should: then the log says so, and the built-in rules stand alone. */
  async find(utterances: readonly Utterance[], language: string | null): Promise<ForeignSpan[]> {
    if (this.url === undefined || utterances.length === 0) return [];
    try {
      return await this.ask(this.url, utterances, language);
    } catch (error) {
      rootLogger().warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'Presidio did not answer: this transcript is redacted by the built-in rules alone');
      return [];
    }
  }

  private async ask(url: string, utterances: readonly Utterance[], language: string | null): Promise<ForeignSpan[]> {
    const text = utterances.map((utterance) => utterance.text).join('\n');
    const { statusCode, body } = await request(new URL('analyze', url.endsWith('/') ? url : `${url}/`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, language: language?.slice(0, 2).toLowerCase() ?? 'en', score_threshold: LEAST_SCORE }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new Error(`it answered ${statusCode}`);
    }
    let bytes = 0;
    const parts: Buffer[] = [];
    for await (const part of body as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > MAX_BYTES) throw new Error('its answer is larger than 4 MB');
      parts.push(part);
    }
    return spansOf(parseAnswer(Buffer.concat(parts).toString('utf8')), text, utterances);
  }
}

/** The message of a parser's error would repeat what it could not read. */
function parseAnswer(source: string): z.output<typeof answer> {
  try {
    return answer.parse(JSON.parse(source));
  } catch {
    throw new Error('its answer is not what the analyzer\'s route gives');
  }
}

/** Presidio counts characters from the beginning of all; ours are UTF-16 units in an utterance. */
function spansOf(found: z.output<typeof answer>, text: string, utterances: readonly Utterance[]): ForeignSpan[] {
  const units: number[] = [];
  let unit = 0;
  for (const char of text) {
    units.push(unit);
    unit += char.length;
  }
  units.push(unit);
  let offset = 0;
  const starts = utterances.map((utterance) => {
    const start = offset;
    offset += utterance.text.length + 1;
    return start;
  });
  return found.flatMap(({ entity_type, start, end, score }) => {
    const type = TYPES[entity_type];
    const [from, to] = [units[start], units[end]];
    if (type === undefined || from === undefined || to === undefined || to <= from) return [];
    return utterances.flatMap((utterance, index): ForeignSpan[] => {
      const begin = starts[index] ?? 0;
      const [first, last] = [Math.max(from, begin) - begin, Math.min(to, begin + utterance.text.length) - begin];
      return first < last ? [{ utterance: index, start: first, end: last, type, score }] : [];
    });
  });
}
