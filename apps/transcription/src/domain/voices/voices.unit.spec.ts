import type { SpeechSegment, SpokenWord, VoicePrint } from '../../ports/speech.port.js';
import { matchVoices, renumberVoices } from './match-voices.js';
import { splitByVoice } from './split-by-voice.js';
import { whoIsTheAgent, type VoiceText } from './who-is-the-agent.js';

const print = (at: number, seconds = 60): VoicePrint => ({ seconds, pitch: 4.8 + at / 10, mean: [at, -at, 0], deviation: [1, 1, 1] });
const [low, high] = [print(-1.5), print(1.5)];

describe('voices of the stretches of one call', () => {
  it('are numbered as they come', () => expect(matchVoices([], [low, high]).numbers).toEqual([0, 1]));
  it('keep their numbers when a stretch numbers them the other way round', () => expect(matchVoices([low, high], [print(1.4), print(-1.6)]).numbers).toEqual([1, 0]));
  it('one voice alone is the one that it is like', () => expect(matchVoices([low, high], [print(1.3, 4)]).numbers).toEqual([1]));
  it('one voice between the two is nobody’s', () => expect(matchVoices([low, high], [print(0, 4)]).numbers).toEqual([null]));
  it('the second voice may come late', () => {
    const { voices, numbers } = matchVoices([low], [high]);
    expect([voices.length, numbers]).toEqual([2, [1]]);
  });
  it('a stretch without voices changes nothing', () => expect(matchVoices([low, high], [])).toEqual({ voices: [low, high], numbers: [] }));
});

const word = (text: string, startMs: number, speaker?: number | null): SpokenWord => ({ text, startMs, endMs: startMs + 300, probability: 0.9, ...(speaker === undefined ? {} : { speaker }) });
const segment = (...words: SpokenWord[]): SpeechSegment => ({ text: words.map(({ text }) => text).join(' '), startMs: words[0]?.startMs ?? 0, endMs: words.at(-1)?.endMs ?? 0, noSpeech: 0, logProbability: -0.2, words });

describe('a segment in which two speak', () => {
  it('is cut between them; what nobody can tell stays apart', () => {
    const split = splitByVoice([segment(word('Which', 0, 0), word('order?', 400, 0), word('This', 900, 1), word('um', 1300, null))]);
    expect(split.map(({ voice, segments }) => [voice, segments.map(({ text, startMs, endMs }) => [text, startMs, endMs])])).toEqual([[0, [['Which order?', 0, 700]]], [1, [['This', 900, 1200]]], [null, [['um', 1300, 1600]]]]);
  });
  it('of an engine that tells nobody apart is one', () => expect(splitByVoice([segment(word('Hello', 0), word('there', 400))])).toMatchObject([{ voice: null, segments: [{ text: 'Hello there' }] }]));
  it('takes other numbers', () => expect(renumberVoices([segment(word('a', 0, 0), word('b', 1, 1), word('c', 2, null))], [1, null])[0]?.words.map(({ speaker }) => speaker)).toEqual([1, null, null]));
});

const voice = (n: number, firstMs: number, ...texts: string[]): VoiceText => ({ voice: n, firstMs, texts });

describe('which voice is the agent’s', () => {
  it('that which greets for the company', () => {
    expect(whoIsTheAgent([voice(0, 0, 'Thank you for calling Larkfield, how can I help you?'), voice(1, 4000, 'I would like to cancel my order.')], 'inbound')).toBe(0);
  });
  it('also when the customer speaks first', () => {
    const voices = [voice(0, 0, 'Hello?'), voice(1, 900, 'Good morning, this is Dana from Larkfield. Am I speaking with Mrs Moss?')];
    expect([whoIsTheAgent(voices, 'outbound'), whoIsTheAgent(voices, 'unknown')]).toEqual([1, 1]);
  });
  it('that which answers with company and name, and is greeted by it', () => {
    const call = [voice(0, 0, 'Larch Pet Insurance, Ellie speaking.'), voice(1, 3000, 'Hello Ellie. The dog has died last week.')];
    expect(whoIsTheAgent(call, 'inbound')).toBe(0);
    expect(whoIsTheAgent([voice(0, 0, 'Hello?'), voice(1, 3000, 'The dog has died last week.')], 'inbound')).toBeNull();
  });
  it('nobody’s when the words do not tell', () => expect(whoIsTheAgent([voice(0, 0, 'Yes.', 'No.'), voice(1, 900, 'All right then.')], 'inbound')).toBeNull());
  it('a voice message is not given to the agent for being first', () => expect(whoIsTheAgent([voice(0, 0, 'Hi, I am calling about my order, please call me back.')], 'inbound')).toBeNull());
});
