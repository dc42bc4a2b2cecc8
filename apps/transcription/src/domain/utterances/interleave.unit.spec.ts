import fc from 'fast-check';
import type { SpeechSegment, SpokenWord } from '../../ports/speech.port.js';
import { interleave, type ChannelSpeech } from './interleave.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

/** `said(1000, 'Hello there')`: 200 ms a word, 50 ms between words. */
function said(startMs: number, text: string): SpeechSegment {
  const words = text.split(' ').map((word, n): SpokenWord => ({ text: word, startMs: startMs + n * 250, endMs: startMs + n * 250 + 200, probability: 0.9 }));
  return { text, startMs, endMs: words.at(-1)?.endMs ?? startMs, noSpeech: 0.1, logProbability: -0.2, words };
}
const agent = (...segments: SpeechSegment[]): ChannelSpeech => ({ channel: 0, speaker: 'agent', segments });
const customer = (...segments: SpeechSegment[]): ChannelSpeech => ({ channel: 1, speaker: 'customer', segments });
const lines = (...channels: ChannelSpeech[]): string[] => interleave(channels).map(({ id, speaker, text }) => `${id} ${speaker}: ${text}`);

describe('interleave', () => {
  it('puts both channels in order of time', () => {
    expect(lines(agent(said(0, 'Good morning.'), said(4000, 'Which order?')), customer(said(1500, 'I want to cancel.')))).toEqual(['u1 agent: Good morning.', 'u2 customer: I want to cancel.', 'u3 agent: Which order?']);
  });

  it('splits one channel’s segment where the other speaks in between', () => {
    const long = { ...said(0, 'one two'), text: 'one two three four', words: [...said(0, 'one two').words, ...said(1400, 'three four').words], endMs: 1850 };
    expect(lines(agent(long), customer(said(700, 'yes')))).toEqual(['u1 agent: one two', 'u2 customer: yes', 'u3 agent: three four']);
  });

  it('lets talking at the same time break nobody off', () => {
    expect(lines(agent(said(0, 'one two three four')), customer(said(300, 'yes')))).toEqual(['u1 agent: one two three four', 'u2 customer: yes']);
  });

  it('ends an utterance at a pause', () => {
    expect(lines(agent(said(0, 'One moment.'), said(5000, 'Thank you.')))).toEqual(['u1 agent: One moment.', 'u2 agent: Thank you.']);
  });

  it('does not tear a number apart that is read out slowly', () => {
    expect(lines(customer(said(0, 'It is 4539'), said(3000, '1488'), said(6000, '0343 6467.')))).toEqual(['u1 customer: It is 4539 1488 0343 6467.']);
  });

  it('keeps the engine’s spelling of a whole segment', () => {
    const segment = { ...said(0, 'my e -mail'), text: 'my e-mail' };
    expect(lines(customer(segment))).toEqual(['u1 customer: my e-mail']);
  });

  it('takes segments without words as they are', () => {
    expect(interleave([agent({ ...said(0, 'Hello.'), words: [] })])).toEqual([{ id: 'u1', speaker: 'agent', channel: 0, text: 'Hello.', startMs: 0, endMs: 200, confidence: Math.exp(-0.2), words: [] }]);
  });

  it('cuts a monologue at the end of a sentence', () => {
    const sentence = 'a b c d e f g h i j k l m n o p q r s t.';
    expect(lines(agent(...[0, 5000, 10_000, 15_000, 20_000].map((start) => said(start, sentence))))).toHaveLength(2);
  });

  it('loses and doubles no word, and keeps the order of time, whatever is said', () => {
    const channel = fc.array(fc.tuple(fc.nat(4000), fc.integer({ min: 1, max: 6 })), { maxLength: 8 }).map((spoken) => {
      let at = 0;
      return spoken.map(([pause, count], n) => {
        const segment = said(at + pause, Array.from({ length: count }, (_, w) => `s${n}w${w}${w === count - 1 ? '.' : ''}`).join(' '));
        at = segment.endMs;
        return segment;
      });
    });
    fc.assert(
      fc.property(channel, channel, (a, b) => {
        const utterances = interleave([agent(...a), customer(...b)]);
        for (const [index, segments] of [a, b].entries()) {
          const heard = utterances.filter((utterance) => utterance.channel === index).map(({ text }) => text);
          expect(heard.join(' ')).toBe(segments.map(({ text }) => text).join(' '));
        }
        expect(utterances.map(({ id }) => id)).toEqual(utterances.map((_, n) => `u${n + 1}`));
        expect(utterances.every(({ startMs }, n) => startMs >= (utterances[n - 1]?.startMs ?? 0))).toBe(true);
      }),
      { verbose: 1 },
    );
  });
});
