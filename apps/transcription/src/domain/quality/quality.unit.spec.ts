import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseTranscript, type Utterance, type Word } from '@callmesh/contracts';
import fc from 'fast-check';
import { importCues } from '../utterances/import-cues.js';
import { checkTranscript } from './check-transcript.js';
import type { Checked } from './fault.js';
import { mendTranscript } from './mend-transcript.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

const samples = fileURLToPath(new URL('../../../../../samples/', import.meta.url));

type Said = Partial<Utterance> & { text: string };
/** Utterances of three seconds each, by turns, unless they say otherwise. */
const said = (...turns: Said[]): Utterance[] =>
  turns.map((turn, n) => ({ id: `u${n + 1}`, speaker: n % 2 === 0 ? 'agent' : 'customer', channel: null, startMs: n * 3000, endMs: n * 3000 + 2500, confidence: null, words: [], ...turn }));
const checked = (utterances: readonly Utterance[], rest: Partial<Checked> = {}): Checked => ({ utterances, language: 'en', recordingMs: 0, speechMs: null, voices: 0, ...rest });
const found = (utterances: readonly Utterance[], rest: Partial<Checked> = {}): [string, string, boolean][] => checkTranscript(checked(utterances, rest)).map(({ check, severity, mendable }) => [check, severity, mendable]);
const mended = (utterances: readonly Utterance[], rest: Partial<Checked> = {}): Utterance[] => {
  const transcript = checked(utterances, rest);
  return mendTranscript(transcript, checkTranscript(transcript));
};

const fine = said(
  { text: 'Thank you for calling Larkfield, how can I help you?' },
  { text: 'I would like to cancel my order 48213, please.' },
  { text: 'Of course. May I ask what went wrong?' },
  { text: 'It is too late now, I have bought one in town.' },
);

describe('checks of a transcript', () => {
  it('a clean one passes', () => expect(found(fine)).toEqual([]));

  it.each(readdirSync(samples).filter((name) => name.endsWith('.vtt')))('the sample %s passes', (name) => {
    const { cues, language } = parseTranscript(readFileSync(`${samples}${name}`));
    const utterances = importCues(cues, { agentId: 'a-101', direction: 'inbound' });
    expect(checkTranscript(checked(utterances, { language }))).toEqual([]);
  });

  it('one sentence that somebody broke off is no fault', () => expect(found(fine.map((one, n) => (n === 1 ? { ...one, text: 'I would like to cancel my' } : one)))).toEqual([]));
  it('no full stops', () => expect(found(fine.map((one) => ({ ...one, text: one.text.replace(/[.?]/g, '') })))).toEqual([['punctuation', 'notice', true]]));
  it('no capitals', () => expect(found(fine.map((one) => ({ ...one, text: one.text.toLowerCase() })))).toEqual([['casing', 'notice', true]]));
  it('all capitals', () => expect(found(fine.map((one) => ({ ...one, text: one.text.toUpperCase() })))).toEqual([['casing', 'notice', true]]));
  it('an utterance that begins before the one above it', () => expect(found(fine.map((one, n) => (n === 2 ? { ...one, startMs: 10, endMs: 900 } : one)))).toEqual([['timestamps', 'notice', true]]));
  it('an utterance beyond the end of the recording', () => expect(found(fine, { recordingMs: 5000 })).toEqual([['timestamps', 'notice', true]]));
  it('two voices at once are no fault', () => expect(found(fine.map((one, n) => (n === 1 ? { ...one, startMs: 1000 } : one)))).toEqual([]));
  it('no times at all cannot be mended', () => expect(found(fine.map((one) => ({ ...one, startMs: 0, endMs: 0 })))).toContainEqual(['timestamps', 'review', false]));
  it('a phrase in a loop', () => expect(found([...fine, ...fine, ...said({ text: 'Well, thank you so much thank you so much thank you so much thank you so much.', startMs: 30_000, endMs: 33_000 })].map((one, n) => ({ ...one, startMs: n * 3000, endMs: n * 3000 + 2000 })))).toEqual([['repetition', 'notice', true]]));
  it('a transcript that is little but a loop goes to a person', () => expect(found(said({ text: 'So we go on. '.repeat(20).trim() }, { text: 'Yes, that is good.' }))).toEqual([['repetition', 'review', true]]));
  it('what people say three times, and numbers, are no loop', () => expect(found(said({ text: 'No, no, no, thank you, thank you, thank you.' }, { text: 'It is 5 5 5 5 5 5 5 5 5 5 5 5, I think.' }))).toEqual([]));
  it('a speaker who is known only at times', () => expect(found(fine.map((one, n) => (n > 1 ? { ...one, speaker: 'unknown' } : one)))).toEqual([['speakers', 'review', false]]));
  it('nobody told apart is an answer', () => expect(found(fine.map((one) => ({ ...one, speaker: 'unknown' })))).toEqual([]));
  it('speech without words', () => expect(found(fine, { speechMs: 60_000 })).toEqual([['coverage', 'review', false]]));
  it('ten words with little probability', () => {
    const words = Array.from({ length: 12 }, (_, n): Word => ({ text: 'so', startMs: n * 100, endMs: n * 100 + 90, confidence: 0.3 }));
    expect(found(fine.map((one, n) => (n === 0 ? { ...one, words } : one)))).toEqual([['confidence', 'review', false]]);
  });
  it('a language that the rules do not know', () => {
    const french = said({ text: 'Bonjour, merci de votre appel, que puis-je faire pour vous ?' }, { text: 'Je vous appelle pour ma commande, elle est en retard et je ne veux pas attendre.' }, { text: 'Je suis désolée, est-ce que vous avez le numéro avec vous ?' });
    expect(found(french, { language: 'fr-FR' })).toEqual([['language', 'review', false]]);
  });
  it('words in another language than was given', () => {
    const spanish = said({ text: 'Hola, gracias por llamar, ¿en qué puedo ayudarle?' }, { text: 'Tengo un problema con mi pedido porque no ha llegado, y es el segundo que se pierde.' }, { text: 'Lo siento, ¿me da el número del pedido para que lo busque, por favor?' });
    expect(found(spanish)).toEqual([['language', 'review', false]]);
  });
  it('costs less than a millisecond for a call of 70 utterances', () => {
    const long = checked(Array.from({ length: 70 }, (_, n) => ({ ...(fine[n % fine.length] as Utterance), id: `u${n + 1}`, startMs: n * 3000, endMs: n * 3000 + 2500 })));
    for (let warm = 0; warm < 200; warm += 1) checkTranscript(long);
    // Processor time, and the best of many: other programs may take the processor away in between.
    const rounds = Array.from({ length: 50 }, () => {
      const started = process.cpuUsage();
      checkTranscript(long);
      const { user, system } = process.cpuUsage(started);
      return user + system;
    });
    expect(Math.min(...rounds)).toBeLessThan(1000);
  });
});

describe('cleaning up', () => {
  it('puts full stops and capitals', () => {
    const poor = fine.map((one) => ({ ...one, text: one.text.toLowerCase().replace(/[.?,]/g, '') }));
    expect(mended(poor).map(({ text }) => text)).toEqual([
      'Thank you for calling larkfield how can I help you.',
      'I would like to cancel my order 48213 please.',
      'Of course may I ask what went wrong.',
      'It is too late now I have bought one in town.',
    ]);
  });
  it('calms shouting, and leaves order numbers and placeholders alone', () => {
    const loud = said({ text: 'HELLO, MY ORDER IS AB-48213.' }, { text: 'AND THE PHONE IS [PHONE_1], RIGHT?' }, { text: 'THAT IS WHAT I HAVE.' });
    expect(mended(loud).map(({ text }) => text)).toEqual(['Hello, my order is AB-48213.', 'And the phone is [PHONE_1], right?', 'That is what I have.']);
  });
  it('keeps the first of a loop', () => {
    const run = said(...Array.from({ length: 4 }, () => ({ text: 'Thank you for watching.', speaker: 'agent' as const })));
    const all = [...fine, ...fine, ...fine, ...run].map((one, n) => ({ ...one, startMs: n * 3000, endMs: n * 3000 + 2000 }));
    expect(mended(all).filter(({ text }) => text === 'Thank you for watching.')).toHaveLength(1);
  });
  it('joins the parts of a sentence', () => {
    const crumbs = ['I would', 'like to', 'cancel my', 'order please.'].map((text, n) => ({ text, speaker: 'customer' as const, startMs: n * 600, endMs: n * 600 + 500 }));
    expect(mended(said(...crumbs)).map(({ id, text, startMs, endMs }) => [id, text, startMs, endMs])).toEqual([['u1', 'I would like to cancel my order please.', 0, 2300]]);
  });

  const word = fc.constantFrom('order', 'Yes', 'no', 'late', '48213', 'THANK', 'you.', 'so', '[PHONE_1]', 'what?');
  const utterance = fc.record({
    id: fc.constant('u0'), speaker: fc.constantFrom('agent' as const, 'customer' as const, 'unknown' as const), channel: fc.constant(null),
    text: fc.array(word, { minLength: 1, maxLength: 20 }).map((words) => words.join(' ')), startMs: fc.integer({ min: -500, max: 60_000 }), endMs: fc.integer({ min: -500, max: 60_000 }), confidence: fc.constant(null), words: fc.constant([]),
  });
  it('leaves nothing that it could mend, and no time that runs backwards', () => {
    fc.assert(
      fc.property(fc.array(utterance, { maxLength: 30 }), (utterances) => {
        const after = mended(utterances, { recordingMs: 50_000 });
        const left = checkTranscript(checked(after, { recordingMs: 50_000 })).filter(({ check }) => check === 'timestamps' || check === 'casing');
        expect(left.filter(({ mendable }) => mendable)).toEqual([]);
        expect(after.map(({ id }) => id)).toEqual(after.map((_, n) => `u${n + 1}`));
      }),
    );
  });
  it('takes away no word that is not in a loop, and adds none', () => {
    fc.assert(
      fc.property(fc.array(utterance, { maxLength: 12 }), (utterances) => {
        const words = (all: readonly Utterance[]): string[] => all.flatMap(({ text }) => text.toLowerCase().replace(/[.?]/g, '').split(' '));
        const [before, after] = [words(utterances), words(mended(utterances))];
        const hasLoops = checkTranscript(checked(utterances)).some(({ check }) => check === 'repetition');
        if (hasLoops) expect(before).toEqual(expect.arrayContaining(after));
        else expect([...after].sort()).toEqual([...before].sort());
      }),
    );
  });
});
