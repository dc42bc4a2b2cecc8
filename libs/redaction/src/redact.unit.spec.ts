import type { SpeakerRole, Utterance } from '@callmesh/contracts';
import { redact } from './redact.js';

/** Utterances from lines like `A: Okay.` (agent) and `C: Yes.` (customer), each word 100 ms long. */
function talk(...lines: string[]): Utterance[] {
  return lines.map((line, index) => {
    const speaker: SpeakerRole = line.startsWith('A:') ? 'agent' : 'customer';
    const text = line.slice(3);
    const startMs = index * 10_000;
    const words = text.split(' ').map((word, at) => ({ text: word, startMs: startMs + at * 100, endMs: startMs + at * 100 + 100, confidence: 0.9 }));
    return { id: `u${index + 1}`, speaker, channel: speaker === 'agent' ? 0 : 1, text, startMs, endMs: startMs + words.length * 100, confidence: 0.9, words };
  });
}

const redacted = (...lines: string[]): string[] => redact(talk(...lines)).utterances.map(({ text }) => text);

describe('what is redacted', () => {
  it.each([
    ['a card number written in odd groups', ['C: My card is 4539, 1488-0343 6467, thanks.'], ['My card is [CREDIT_CARD_1], thanks.']],
    ['a card number cut short', ['A: Your card number?', 'C: 4539-148-034'], ['Your card number?', '[CREDIT_CARD_1]']],
    ['a misheard card number of 18 digits that is not valid', ['A: Your card number?', 'C: 4539 1488 0034 346467'], ['Your card number?', '[CREDIT_CARD_1]']],
    ['a card number in words, with double and oh', ['C: My card is four double five nine, one four eight eight, oh three four three, sixty four sixty seven.'], ['My card is [CREDIT_CARD_1].']],
    ['hesitations inside a number', ['C: card number four five, um, three nine, uh, one four eight eight'], ['card number [CREDIT_CARD_1]']],
    ['a valid card number without any cue', ['C: It is 4539 1488 0343 6467'], ['It is [CREDIT_CARD_1]']],
    ['a card number after an order number', ['C: I will pay for order 60031 with 4539 1488 0343 6467'], ['I will pay for order 60031 with [CREDIT_CARD_1]']],
    ['sound-alikes inside a card number', ['C: card number four five three nine won four eight eight to three'], ['card number [CREDIT_CARD_1]']],
    ['a security code', ['A: And the three digits on the back?', 'C: Three one seven.'], ['And the three digits on the back?', '[CVV_1].']],
    ['a security code whose cue was misheard', ['C: My card is 4539 1488 0343 6467.', 'A: Thank you.', 'C: The fear tea code is 317.'], ['My card is [CREDIT_CARD_1].', 'Thank you.', 'The fear tea code is [CVV_1].']],
    ['an expiry date', ['C: My card is 4539 1488 0343 6467.', 'A: And the expiry date?', 'C: Oh four twenty seven.'], ['My card is [CREDIT_CARD_1].', 'And the expiry date?', '[CARD_EXPIRY_1].']],
    ['a social security number by form', ['C: It is 078-05-1120.'], ['It is [SSN_1].']],
    ['a social security number by cue, in words', ['A: Your social security number?', 'C: Oh seven eight, oh five, one one two oh.'], ['Your social security number?', '[SSN_1].']],
    ['a phone number in words', ['C: My phone number is four one five, five five five, zero one zero seven.'], ['My phone number is [PHONE_1].']],
    ['a phone number with a digit lost', ['C: My phone number is 415-55-0107.'], ['My phone number is [PHONE_1].']],
    ['a phone number by form', ['C: Try +1 (415) 555-0107 tomorrow.'], ['Try [PHONE_1] tomorrow.']],
    ['a written e-mail address', ['C: mary.quill+x@mail.example.com, please'], ['[EMAIL_1], please']],
    ['a spelled e-mail address', ['C: My email is m a r y dot quill at g mail dot com'], ['My email is [EMAIL_1]']],
    ['an e-mail address with its at misheard', ['A: Your email?', 'C: Mary dot Gill that example dot com'], ['Your email?', '[EMAIL_1]']],
    ['an e-mail address without its at', ['A: Your email?', 'C: mary.gill.example.com.'], ['Your email?', '[EMAIL_1].']],
    ['a PIN', ['C: My pin is four eight two one.'], ['My pin is [PIN_1].']],
    ['a password that is said', ['C: My password is blue bird seven, okay?'], ['My password is [PASSWORD_1], okay?']],
    ['a password that was asked for', ['A: What is your password?', 'C: It is sunshine, twenty two.'], ['What is your password?', 'It is [PASSWORD_1].']],
  ])('%s', (_, lines, expected) => {
    expect(redacted(...lines)).toEqual(expected);
  });

  it('a number that runs over several utterances, across the other\'s "okay", under one placeholder', () => {
    expect(redacted('A: The card number, please?', 'C: four five three nine', 'A: Okay.', 'C: one four eight eight,', 'A: Mhm.', 'C: um, oh three four three six four six seven')).toEqual([
      'The card number, please?',
      '[CREDIT_CARD_1]',
      'Okay.',
      '[CREDIT_CARD_1],',
      'Mhm.',
      'um, [CREDIT_CARD_1]',
    ]);
  });

  it('what the other side repeats of a number', () => {
    expect(redacted('C: My phone number is 415 555 0107.', 'A: Five five five oh one oh seven, right.')).toEqual(['My phone number is [PHONE_1].', '[PHONE_1], right.']);
  });
});

describe('what stays', () => {
  it.each([
    'My order is 48213.',
    'Order number four eight two one three, the family tent.',
    'Orders 51877 and 51902, please.',
    'Invoice 77120 over $89.90 was charged twice.',
    'It is eighty nine dollars and ninety cents.',
    'I will call you at ten thirty on November 17th 2026.',
    'We are open from 9 to 5, at 10:30 too.',
    'My order is 4821, paid with my card two times.',
    'The tracking number is 9400 1118 9922 3857 2604 87.',
    'I forgot my password and my pin.',
    'Look it up at larkfield dot com.',
    'I called three times in two weeks, for two of them.',
  ])('%s', (line) => {
    expect(redacted(`C: ${line}`)).toEqual([line]);
  });

  it('an order number that the agent repeats to somebody who would like to pay', () => {
    expect(redacted("C: I'd like to pay for my order. The number is 6001", 'A: 6 0 0 3 1? Yes, here it is.')).toEqual(["I'd like to pay for my order. The number is 6001", '6 0 0 3 1? Yes, here it is.']);
  });

  it('a four-digit order number in a call that is about a card', () => {
    expect(redacted('C: I paid with my credit card.', 'A: What is the order number?', 'C: 4821.')).toEqual(['I paid with my credit card.', 'What is the order number?', '4821.']);
  });
});

describe('what comes with the text', () => {
  it('gives spans the offsets of the text as it was, and times from the words', () => {
    const [utterance] = talk('C: My phone number is 415 555 0107, thanks.');
    const { spans } = redact(utterance ? [utterance] : []);
    expect(spans).toHaveLength(1);
    expect(utterance?.text.slice(spans[0]?.start, spans[0]?.end)).toBe('415 555 0107');
    expect(spans[0]).toMatchObject({ utteranceId: 'u1', type: 'PHONE', placeholder: '[PHONE_1]', startMs: 400, endMs: 700 });
  });

  it('rewrites the words with the text, over the time of what they replace', () => {
    const { utterances } = redact(talk('C: My phone number is 415 555 0107, thanks.'));
    expect(utterances[0]?.words.map(({ text }) => text).join(' ')).toBe('My phone number is [PHONE_1], thanks.');
    expect(utterances[0]?.words[4]).toMatchObject({ startMs: 400, endMs: 700 });
  });

  it('drops the words where they do not add up to the text', () => {
    const [utterance] = talk('C: My phone number is 415 555 0107.');
    if (utterance === undefined) throw new Error('no utterance');
    const { utterances } = redact([{ ...utterance, words: [{ text: '4155550107', startMs: 0, endMs: 1, confidence: null }] }]);
    expect(utterances[0]?.words).toEqual([]);
  });

  it('gives one value one placeholder, however it is said', () => {
    expect(redacted('C: My phone number is 415-555-0107.', 'C: Again, my phone number is four one five five five five oh one oh seven.').map((text) => /\[.*\]/.exec(text)?.[0])).toEqual(['[PHONE_1]', '[PHONE_1]']);
  });

  it('hands phone numbers and addresses to the vault, and nothing that somebody could pay or sign in with', () => {
    const { values } = redact(talk('C: My card is 4539 1488 0343 6467, security code 317, my pin is 4821.', 'C: My phone number is 415 555 0107, my email is a dot b at example dot com.', 'C: My password is blue.'));
    expect([...values]).toEqual([['[PHONE_1]', '4155550107'], ['[EMAIL_1]', 'a.b@example.com']]);
  });
});
