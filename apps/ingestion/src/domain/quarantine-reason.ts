import type { Field, MappedMetadata } from './metadata/call-metadata.js';
import { Unprocessable } from './refusals.errors.js';

const EXAMPLES: Readonly<Partial<Record<Field, string>>> = {
  callId: 'the platform\'s id of the call',
  agentId: 'the platform\'s id of the agent',
  startedAt: 'the start of the call with its zone, like 2026-11-03T14:05:00-08:00',
};

/**
 * @param unconsentedHours how long bytes are kept when nobody said that the parties agreed to the recording.
 * @returns why the metadata keeps a call from being processed; null when nothing does.
 */
export function quarantineReason({ metadata, consent, missing, faults }: MappedMetadata, unconsentedHours: number): Unprocessable | null {
  const wrong = faults.map(({ field, problem }) => `${field} ${problem}`);
  if (missing.length > 0) {
    const named = missing.map((field) => (EXAMPLES[field] ? `${field} (${EXAMPLES[field]})` : field));
    return new Unprocessable('METADATA.MISSING', `required metadata is missing: ${[named.join(', '), ...wrong].join('; ')}; add it and re-submit`, { missing });
  }
  if (faults.length > 0) return new Unprocessable('METADATA.INVALID', `metadata cannot be used: ${wrong.join('; ')}; correct it and re-submit`, { fields: faults.map(({ field }) => field) });
  if (metadata.consent === 'unknown') {
    return new Unprocessable('CONSENT.UNKNOWN', `nothing says that the parties agreed to the recording: re-submit with consent "granted" or "refused", set the connection's default, or its consentBasis where the law of the parties' places asks for no more (${consent.requires} here); until then nothing is processed, and after ${unconsentedHours} h the recording is deleted`);
  }
  return null;
}
