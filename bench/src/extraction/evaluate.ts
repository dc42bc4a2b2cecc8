import type { CallContext, Transcript } from '@callmesh/contracts';
import type { EngineAnswer } from '@callmesh/extraction';
import { asTranscript, callOf } from './as-transcript.js';
import type { Dialogue, Label } from './dialogue.js';
import { findingsOf, type Finding } from './finding.js';
import { matchFindings, type Matched } from './match.js';
import { score, type Figures } from './score.js';

/** The engine as the bench needs it. */
export type Engine = (transcript: Transcript, call: CallContext) => EngineAnswer | Promise<EngineAnswer>;

/** A dialogue and the transcript on which the engine is tried. */
export interface Trial {
  readonly dialogue: Dialogue;
  readonly transcript: Transcript;
}

/** What became of the dialogues, and its figures. */
export interface Evaluation {
  readonly figures: Figures;
  readonly matched: readonly Matched[];
}

/** The dialogues as they are written. */
export const fromText = (dialogues: readonly Dialogue[]): Trial[] => dialogues.map((dialogue) => ({ dialogue, transcript: asTranscript(dialogue) }));

/** Runs the engine over all trials and compares what it says with the labels. */
export async function evaluate(engine: Engine, trials: readonly Trial[]): Promise<Evaluation> {
  const matched: Matched[] = [];
  const transcripts = new Map<Dialogue, Transcript>();
  for (const { dialogue, transcript } of trials) {
    transcripts.set(dialogue, transcript);
    const findings = findingsOf(await engine(transcript, callOf(dialogue, transcript.durationMs)));
    matched.push(matchFindings(dialogue, findings, (finding, label) => restsOn(dialogue, transcript, finding, label)));
  }
  const figures = score(matched, ({ dialogue }, finding, label) => restsOn(dialogue, transcripts.get(dialogue) ?? asTranscript(dialogue), finding, label));
  return { figures, matched };
}

/**
 * Whether a finding quotes a labelled line. A script's utterances are its lines; what was heard is cut otherwise, so there an utterance is on a line when
 * at least half of the words of the shorter one are in the other.
 */
function restsOn(dialogue: Dialogue, transcript: Transcript, finding: Finding, label: Label): boolean {
  if (transcript.engine === 'script') return label.lines.some((line) => finding.utterances.includes(`u${line}`));
  const heard = transcript.utterances.filter(({ id }) => finding.utterances.includes(id)).map(({ text }) => wordsOf(text));
  return label.lines.some((line) => heard.some((words) => overlap(words, wordsOf(dialogue.lines[line - 1]?.text ?? '')) >= 0.5));
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter(Boolean));

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / Math.max(1, Math.min(a.size, b.size));
}
