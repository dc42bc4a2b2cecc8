import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SpeakerRole, Transcript, Utterance } from '@callmesh/contracts';
import { redact } from '@callmesh/redaction';
import { wordErrorRate } from '@callmesh/testing/wer';

interface Script {
  readonly turns: readonly { readonly speaker: SpeakerRole; readonly text: string }[];
}

/**
 * Word error rate of a stored transcript against the script beside the recording; undefined when there is none.
 * The transcript is redacted, so the script is redacted likewise. Where both know who spoke, each speaker is compared apart: words
 * on the wrong channel are errors then, while two people talking at once are not.
 */
export async function errorRateAgainstScript(file: string, transcript: Transcript): Promise<number | undefined> {
  const script = await scriptBeside(file);
  if (!script) return undefined;
  const said = redact(script.turns.map(asUtterance)).utterances;
  const knowsSpeakers = transcript.utterances.every(({ speaker }) => speaker !== 'unknown');
  const speakers: (SpeakerRole | 'all')[] = knowsSpeakers ? ['agent', 'customer'] : ['all'];
  let errors = 0;
  let words = 0;
  for (const speaker of speakers) {
    const compared = wordErrorRate(textOf(said, speaker), textOf(transcript.utterances, speaker));
    errors += compared.substitutions + compared.insertions + compared.deletions;
    words += compared.words;
  }
  return Math.round((errors / Math.max(1, words)) * 10_000) / 10_000;
}

async function scriptBeside(file: string): Promise<Script | undefined> {
  const beside = `${file.slice(0, file.length - path.extname(file).length)}.script.json`;
  const text = await readFile(beside, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Script);
}

function asUtterance({ speaker, text }: Script['turns'][number], index: number): Utterance {
  return { id: `u${index + 1}`, speaker, channel: null, text, startMs: index * 1_000, endMs: index * 1_000 + 999, confidence: null, words: [] };
}

function textOf(utterances: readonly Utterance[], speaker: SpeakerRole | 'all'): string {
  return utterances
    .filter((utterance) => speaker === 'all' || utterance.speaker === speaker)
    .map(({ text }) => text)
    .join(' ');
}
