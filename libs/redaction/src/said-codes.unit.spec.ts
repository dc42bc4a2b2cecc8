import { redactText } from './document/redact-text.js';

const redacted = (text: string): string => redactText(text).text;
const answer = (question: string, said: string): string => redacted(`Agent: ${question}\nCustomer: ${said}`).split('Customer: ')[1] ?? '';

describe('codes with letters, said one by one, are told by their shape', () => {
  it.each([
    ['the letters are N R, two seven oh five eight eight, B', 'the letters are [NATIONAL_ID_1]'],
    ['got it here, A for apple, B for butter, 12 34 56, C charlie', 'got it here, [NATIONAL_ID_1]'],
    ['use B E seven one, oh nine six one, two three four five, six seven six nine', 'use [IBAN_1]'],
    ['it reads R S S M R A eight five T ten A five six two S', 'it reads [NATIONAL_ID_1]'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));

  it.each(['the parcel is A B one two three four five six C', 'model W A L L A 7 1 2 0 3 9 T J 9 K P'])('but no code of a thing: %s', (said) => expect(redacted(said)).toBe(said));
});

describe('what was asked for, in other words', () => {
  it.each([
    ['And in case the line drops?', 'oh one six three two, nine six oh, one double eight', '[PHONE_1]'],
    ['how does the fitter get hold of you', 'four one oh six three three nine one two', '[PHONE_1]'],
    ['okay and after the oh seven eight', 'double four six oh nine eight one two', '[PHONE_1]'],
    ['just the three now', 'oh four four', '[CVV_1]'],
    ['valid thru?', 'eleven twenty nine', '[CARD_EXPIRY_1]'],
    ['and the last four?', 'nine oh double two', '[SSN_1]'],
    ['Last four of your card?', 'nine oh double two', '[CREDIT_CARD_1]'],
    ['last four of the order please', 'nine oh double two', 'nine oh double two'],
    ['what is on your passport as birth date', '30 AUG 1997', '[DATE_OF_BIRTH_1]'],
    ['where do we wire it to', '40219983', '[BANK_ACCOUNT_1]'],
    ['The number on the back of the device?', 'zero zero one eight four four two nine nine one', 'zero zero one eight four four two nine nine one'],
    ['And your candidate number?', 'four oh one two', 'four oh one two'],
  ])('%s %s', (question, said, expected) => expect(answer(question, said)).toBe(expected));
});

describe('e-mail addresses as they are said and written around the sign', () => {
  it.each([
    ['mail id is sunita at the rate of yahoo dot co dot in', 'mail id is [EMAIL_1]'],
    ['I signed up using tomas.nova (at) seznam.example', 'I signed up using [EMAIL_1]'],
    ['my email is luis arroba ejemplo punto com', 'my email is [EMAIL_1]'],
    ['my email is b r o n, dot, hughes, at n t l world dot com', 'my email is [EMAIL_1]'],
    ['my email is orders at hill and sons dot com', 'my email is [EMAIL_1]'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));

  it('where the sign was lost in an answer', () => expect(answer('Email address?', 'sunny sarah ninety nine g mail')).toBe('[EMAIL_1]'));
  it('but not where somebody only has an account there', () => expect(answer('Do you use email?', 'I have a gmail account')).toBe('I have a gmail account'));
});

describe('digits that nobody dials', () => {
  it.each([
    'It was one thousand two hundred and forty nine ninety nine.',
    'They were four, eleven, nineteen, twenty three, thirty eight.',
    'Quote 883-201-4471 expires Friday.',
    'The SIM number is eight nine four four one oh double oh three oh two.',
    'My policy number is H O 33918027.',
  ])('%s', (said) => expect(redacted(said)).toBe(said));
});

describe('the date of a card ends with its year', () => {
  it('a code behind it is its own', () => expect(redacted('52 34, 66 10, 98 71, 23 06, then expires june twenty eight, then five oh three')).toBe('[CREDIT_CARD_1], then expires [CARD_EXPIRY_1], then [CVV_1]'));
  it('an offer that ends is none', () => expect(redacted('the offer expires in october twenty seven')).toBe('the offer expires in october twenty seven'));
});
