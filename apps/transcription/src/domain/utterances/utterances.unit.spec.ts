import type { ImportedCue } from '@callmesh/contracts';
import type { SpeechSegment } from '../../ports/speech.port.js';
import { rolesOfNames } from '../voices/roles-of-names.js';
import { importCues } from './import-cues.js';
import { withoutInventions } from './invented-speech.js';

const segment = (text: string, doubt: Partial<SpeechSegment> = {}): SpeechSegment => ({ text, startMs: 0, endMs: 500, noSpeech: 0.1, logProbability: -0.3, words: [], ...doubt });
const texts = (segments: readonly SpeechSegment[], isAudible = () => true): string[] => withoutInventions(segments, isAudible).map(({ text }) => text);

describe('what a speech model invents in silence', () => {
  it('is dropped when the model doubts it itself', () => {
    expect(texts([segment('Thank you.', { noSpeech: 0.9, logProbability: -1.4 }), segment('Hello.')])).toEqual(['Hello.']);
  });
  it('stays when only one of both doubts is there', () => {
    expect(texts([segment('Hello.', { noSpeech: 0.9 }), segment('Yes.', { logProbability: -1.4 })])).toEqual(['Hello.', 'Yes.']);
  });
  it('is dropped where the channel holds no sound', () => {
    expect(texts([segment('Hello.')], () => false)).toEqual([]);
  });
  it('is said once when it repeats', () => {
    expect(texts(['Bye.', 'you', 'You', 'you.', 'Hello.'].map((text) => segment(text)))).toEqual(['Bye.', 'you', 'Hello.']);
  });
  it('a person may say yes twice', () => {
    expect(texts([segment('Yes.'), segment('Yes.')])).toEqual(['Yes.', 'Yes.']);
  });
});

const cue = (speaker: string | null, text: string, startMs: number, endMs = startMs + 1000): ImportedCue => ({ speaker, text, startMs, endMs });

const inbound = { agentId: 'a-101', direction: 'inbound' } as const;

describe('imported cues', () => {
  it.each([
    [['Agent', 'Customer'], ['agent', 'customer']],
    [['Agent Ruth', 'Violet King'], ['agent', 'customer']],
    [['Caller', 'Ruth'], ['customer', 'agent']],
    [['a-101', 'Violet'], ['agent', 'customer']],
    [['Ruth', 'Violet'], ['unknown', 'unknown']],
    [['Agent', 'Violet', 'Sam'], ['agent', 'unknown', 'unknown']],
    [['Agent', null], ['agent', 'unknown']],
  ])('%j are %j', (names, roles) => {
    const found = rolesOfNames(names.map((name, at) => cue(name, 'Right.', at * 1000)), inbound);
    expect(names.map((name) => found.get(name))).toEqual(roles);
  });

  it('two people are told apart by what they say', () => {
    const cues = [cue('Ruth King', 'Thank you for calling Larkfield, how can I help?', 0), cue('Violet', 'I would like to cancel my order.', 1000)];
    expect([...rolesOfNames(cues, inbound)]).toEqual([['Ruth King', 'agent'], ['Violet', 'customer']]);
  });

  it('joins the lines of one sentence, and the parts of a number', () => {
    const cues = [cue('Customer', 'My card is', 0), cue('Customer', '4539 1488.', 1000), cue('Customer', '0343 6467.', 2100), cue('Customer', 'Got it?', 3200), cue('Agent', 'Yes.', 4300)];
    expect(importCues(cues, inbound).map(({ id, text }) => `${id} ${text}`)).toEqual(['u1 My card is 4539 1488. 0343 6467.', 'u2 Got it?', 'u3 Yes.']);
  });

  it('lets nobody speak a placeholder', () => {
    expect(importCues([cue(null, 'Call [PHONE_1] now.', 0)], inbound).map(({ text }) => text)).toEqual(['Call (PHONE_1) now.']);
  });
});
