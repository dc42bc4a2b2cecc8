import { readFile } from 'node:fs/promises';
import { sampleCalls, speechMissing, startSpeech } from '@callmesh/testing/speech';
import { wordErrorRate } from '@callmesh/testing/wer';
import type { Bench } from '../bench.js';
import { readHalf } from '../extraction/corpus.js';
import { hear } from '../extraction/hear.js';
import { spokenOf, withSpokenPlaceholders } from '../extraction/spoken.js';

/** What a synthetic call may lose on the way, each by itself. */
const TARGET = 0.2;

interface Heard {
  readonly name: string;
  readonly words: number;
  readonly rate: number;
}

/** A recording, the roles of its channels, and what was said on it. */
interface Said {
  readonly name: string;
  readonly audio: string;
  readonly channelRoles: readonly string[];
  readonly turns: readonly { readonly speaker: string; readonly text: string }[];
}

async function corpus(): Promise<Said[]> {
  const dialogues = (await Promise.all([readHalf('tuning'), readHalf('held-out')])).flat();
  const say = await withSpokenPlaceholders();
  return (await spokenOf(dialogues)).map(({ dialogue: { id, lines }, audio }) => ({ name: id, audio, channelRoles: ['agent', 'customer'], turns: lines.map(({ speaker, text }) => ({ speaker, text: say(text) })) }));
}

type Spoken = readonly { readonly speaker: string; readonly text: string }[];
const saidBy = (spoken: Spoken, role: string): string => spoken.filter(({ speaker }) => role === 'unknown' || speaker === role).map(({ text }) => text).join(' ');

/** Errors of all channels over all words: whoever was put on the wrong channel was not heard there. */
async function listen(url: string, { name, audio, channelRoles, turns }: Said): Promise<Heard> {
  const roles = channelRoles.length === 2 ? channelRoles : ['unknown'];
  const { utterances } = await hear(url, await readFile(audio), { channelRoles, redacted: false });
  const channels = roles.map((role) => wordErrorRate(saidBy(turns, role), saidBy(utterances, role)));
  const words = channels.reduce((sum, channel) => sum + channel.words, 0);
  return { name, words, rate: round(channels.reduce((sum, channel) => sum + channel.rate * channel.words, 0) / words) };
}

const mean = (calls: readonly Heard[]): number => round(calls.reduce((sum, { rate, words }) => sum + rate * words, 0) / Math.max(1, calls.reduce((sum, { words }) => sum + words, 0)));
const round = (rate: number): number => Math.round(rate * 1000) / 1000;

/** Word error rate of the local speech engine per recording, with the normaliser of `@callmesh/testing/wer` on both sides. */
export const werBench: Bench = {
  about: 'word error rate of the local speech engine per sample call and per spoken call of the extraction corpus',
  async run(progress) {
    const missing = speechMissing();
    if (missing !== null) throw new Error(missing);
    const speech = await startSpeech();
    try {
      const rates = async (calls: readonly Said[]): Promise<Heard[]> => {
        const heard: Heard[] = [];
        for (const call of calls) {
          heard.push(await listen(speech.url, call));
          progress(`${call.name}: ${heard.at(-1)?.rate.toFixed(3)}`);
        }
        return heard;
      };
      const parts = { samples: await rates(await sampleCalls()), corpus: await rates(await corpus()) };
      const figures = { target: TARGET, samples: { rate: mean(parts.samples), calls: parts.samples }, corpus: { rate: mean(parts.corpus), calls: parts.corpus } };
      const text = Object.entries(parts).map(([name, calls]) => [`${name}: ${mean(calls).toFixed(3)} over ${calls.length} calls`, ...calls.map((call) => `  ${call.name.padEnd(24)} ${call.rate.toFixed(3)}  ${call.words} words`)].join('\n')).join('\n');
      return { figures, text, met: mean(parts.samples) <= TARGET && mean(parts.corpus) <= TARGET };
    } finally {
      await speech.stop();
    }
  },
};
