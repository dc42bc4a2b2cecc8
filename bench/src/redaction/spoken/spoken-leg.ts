import type { Marked } from '../marked.js';
import type { Compared } from './compare.js';
import { countHeard, type HeardShares } from './counts.js';
import { hearSpeechSet, sayingMissing } from './spoken-set.js';

/** One half of the speech set, said aloud and heard. */
interface HeardHalf {
  readonly texts: number;
  readonly entities: Readonly<Record<string, HeardShares>>;
}

/** Figures by half, or why there are none; and the same as lines. */
interface SpokenLeg {
  readonly figures: Readonly<Record<string, HeardHalf>> | string;
  readonly lines: readonly string[];
}

/**
 * How many texts of each half are said: all, unless `--spoken N` asks for fewer.
 * @throws Error when it is followed by neither a number nor `all`.
 */
export function spokenOf(args: readonly string[]): number {
  if (args.includes('--no-speech')) return 0;
  const at = args.indexOf('--spoken');
  const wanted = at < 0 ? 'all' : args[at + 1];
  const most = wanted === 'all' ? Infinity : Number(wanted);
  if (Number.isNaN(most) || most < 1) throw new Error('--spoken is followed by "all" or a number of texts of each half: --spoken 100');
  return most;
}

/**
 * The speech set through voices and the recogniser.
 * @param shown the half of which every leak and every wrongly redacted word is listed.
 */
export async function runSpokenLeg(halves: ReadonlyMap<string, readonly Marked[]>, most: number, shown: string | null, progress: (message: string) => void): Promise<SpokenLeg> {
  const missing = most === 0 ? 'left out by --no-speech' : await sayingMissing();
  if (missing !== null) return { figures: missing, lines: [`said aloud and heard: ${missing}`] };
  const figures: Record<string, HeardHalf> = {};
  const lines: string[] = [];
  for (const [half, texts] of halves) {
    const compared = await hearSpeechSet(texts, most, (message) => progress(`${half}: ${message}`));
    const entities = countHeard(compared);
    figures[half] = { texts: compared.length, entities };
    lines.push(`${half}, speech said aloud and heard: ${compared.length} texts of ${texts.length}`, ...Object.entries(entities).map(row));
    if (half === shown) lines.push(...compared.flatMap(faults));
  }
  return { figures, lines };
}

const row = ([type, s]: [string, HeardShares]): string => `  ${type.padEnd(15)} ${String(s.heard).padStart(4)} of ${s.said} heard · ${s.gone} whole gone · words: precision ${s.precision ?? '–'} · recall ${s.recall ?? '–'} (${s.leaked} of ${s.words} in clear)`;

function faults({ values, spans, shown }: Compared): string[] {
  const leaked = values.filter((value) => value.leaked.length > 0).map((value) => `${value.type}: ${value.leaked.join(' ')}`);
  const wrong = spans.filter((span) => span.wrong.length > 0).map((span) => `${span.type}: ${span.wrong.join(' ')}`);
  if (leaked.length + wrong.length === 0) return [];
  return [`  ${shown}`, ...(leaked.length > 0 ? [`    in clear ${leaked.join(' | ')}`] : []), ...(wrong.length > 0 ? [`    wrong    ${wrong.join(' | ')}`] : [])];
}
