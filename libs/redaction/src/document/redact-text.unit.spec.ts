import { redactJsonLine } from './redact-jsonl.js';
import { redactText } from './redact-text.js';

describe('a text', () => {
  it.each([
    ['My name is Zoltán Kovács and I live at 1234 Elm Street, Springfield, IL 62704.', 'My name is [PERSON_1] and I live at [ADDRESS_1].'],
    ['Agent: May I have your name?\nCustomer: V I O L E T, King, K-I-N-G.\nAgent: Thank you, Violet.', 'Agent: May I have your name?\nCustomer: [PERSON_1], [PERSON_2], [PERSON_2].\nAgent: Thank you, [PERSON_1].'],
    ['my national insurance number is a b one two three four five six c', 'my national insurance number is [NATIONAL_ID_1]'],
    ['My IBAN is DE89 3704 0044 0532 0130 00.', 'My IBAN is [IBAN_1].'],
    ['Hauptstraße 12, 10115 Berlin', '[ADDRESS_1]'],
    ['I was born on March 3rd 1985.', 'I was born on [DATE_OF_BIRTH_1].'],
    ['Call +34 612 345 678 from 192.168.1.1.', 'Call [PHONE_1] from [IP_1].'],
    ['Please bill Chase Bank. Will you come in May? Mark it as done. I bought a rose.', 'Please bill Chase Bank. Will you come in May? Mark it as done. I bought a rose.'],
    ['Our Oxford Street store; the shop at 12 High Street. Order 48213, SKU AB-2231, $89.90.', 'Our Oxford Street store; the shop at 12 High Street. Order 48213, SKU AB-2231, $89.90.'],
  ])('%s', (text, expected) => {
    expect(redactText(text).text).toBe(expected);
  });

  it('is redacted as its policy says', () => {
    const text = 'My name is Mary Quill, Otter is the word, call 415-555-0107 or 415-555-0199.';
    expect(redactText(text, { types: ['PHONE'], allow: ['415-555-0199'], deny: [{ term: 'otter', type: 'SECRET' }] }).text).toBe('My name is Mary Quill, [SECRET_1] is the word, call [PHONE_1] or 415-555-0199.');
  });
});

describe('a line of JSON', () => {
  it('gives spans with the offsets of the text as it came', () => {
    const answer = redactJsonLine('{"id":"a","text":"Agent: Phone number?\\nCustomer: 415 555 0107"}', 1);
    const { spans } = JSON.parse(answer !== null && 'line' in answer ? answer.line : '{}') as { spans: unknown };
    expect(spans).toEqual([{ start: 31, end: 43, type: 'PHONE', score: 0.9 }]);
  });

  it.each(['nope', '[]', '{"id":"a"}', '{"text":"my pin is 4821"}'])('that is bad is told by its number, without what it holds: %s', (line) => {
    const answer = redactJsonLine(line, 7);
    expect(answer).toEqual({ fault: expect.stringMatching(/^line 7: /) as string });
    expect(JSON.stringify(answer)).not.toContain('4821');
  });
});
