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

describe('a number is what the words right before it say', () => {
  it.each([
    ['the bag tag is zero one five seven four four oh nine eight three', 'the bag tag is zero one five seven four four oh nine eight three'],
    ['AWB 77104428931, call 70214 55863', 'AWB 77104428931, call [PHONE_1]'],
    ['sample 44-0917-2213 came in', 'sample 44-0917-2213 came in'],
    ['my wife\'s cell ends in 4430', 'my wife\'s cell ends in [PHONE_1]'],
    ['the account ends in 8819 at the same bank', 'the account ends in [BANK_ACCOUNT_1] at the same bank'],
    ['it was 1,870 riyals with 12,450 points', 'it was 1,870 riyals with 12,450 points'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));

  it('a PIN is the first number behind the word', () => expect(redacted('SSO pin 909144; seat 14/25; plan 3714-8247')).toBe('SSO pin [PIN_1]; seat 14/25; plan 3714-8247'));
  it('half a card number is not followed by its date', () => expect(answer('One more card?', 'yes a Visa, 4263 5979 just a moment 0545 6280')).toBe('yes a Visa, [CREDIT_CARD_1] just a moment [CREDIT_CARD_2]'));
});

describe('a code of a card, however it is asked for', () => {
  it.each([
    ['flip it over for me, what is there', 'it says three nine eight', 'it says [CVV_1]'],
    ['And the back?', 'seven seven oh', '[CVV_1]'],
    ['and that last bit, the security one', 'oh double three', '[CVV_1]'],
    ['CV2?', '188', '[CVV_1]'],
    ['And the magic three?', 'two seven four', '[CVV_1]'],
    ['can you give me the code for the door', 'four four one two', '[PIN_1]'],
    ['What is the last three of the order?', 'four one seven', 'four one seven'],
    ['what does the promo card say on the flip side', 'dial 131', 'dial 131'],
    ['How much was the security deposit?', 'four five oh', 'four five oh'],
  ])('%s %s', (question, said, expected) => expect(answer(question, said)).toBe(expected));
});

describe('a number of a thing that was asked for', () => {
  it.each([
    ['What is your supply number?', 'two two oh oh one four two two nine three oh one'],
    ['What is printed on the bag?', '0 8 1 4 2 2 9 3 3 1'],
    ['what are you reading it from', 'the side panel, it says 208 411 7765'],
    ['the hymn numbers', 'four one two, five six oh, two double one'],
    ['And the PO?', 'four five oh oh one two double seven eight three'],
  ])('%s %s', (question, said) => expect(answer(question, said)).toBe(said));

  it.each([
    ['Which of your two numbers?', 'either oh seven four double eight one oh six two nine four', 'either [PHONE_1]'],
    ['and at work?', 'at work two one two five five five oh one five five extension 4', 'at work [PHONE_1]'],
  ])('but not %s', (question, said, expected) => expect(answer(question, said).slice(0, expected.length)).toBe(expected));
});

describe('what a question is about, whatever it calls it', () => {
  it.each([
    ['can you read me the rest of the plastic', 'only 4 5 4 0, 1 9 8 8, 3 3 and then it is scratched', 'only [CREDIT_CARD_1] and then it is scratched'],
    ['which credit card, and is it for the GIRO', 'use 4 9 1 7, 6 6 2 0, 8 8 4 5, 1 0 3 5', 'use [CREDIT_CARD_1]'],
    ['can you say your nine digits', '6 7 8 pause 1 2 pause 9 9 0 4', '[SSN_1]'],
    ['your salary goes where', 'savings, 0 9 1, 7 7 4, 3 3 2, 0', 'savings, [BANK_ACCOUNT_1]'],
    ['six digit access number for phone banking', 'eight eight oh, one one five', '[PIN_1]'],
    ['do you blog about it?', 'I do, at violet knits dot wordpress dot com', 'I do, at [URL_1]'],
    ['what is the quote valid until', 'until 28 November, for up to 650 guests', 'until 28 November, for up to 650 guests'],
  ])('%s %s', (question, said, expected) => expect(answer(question, said)).toBe(expected));

  it.each([
    ['S I N is five eighteen, two thirty-nine, oh four one', 'S I N is [NATIONAL_ID_1]'],
    ['it gives ten-dot-two-two-dot-six-dot-one-eighteen', 'it gives [IP_1]'],
    ['11.4.0.2, build 20877, since Tuesday', '11.4.0.2, build 20877, since Tuesday'],
    ['I was sixty-six on Sunday', 'I was [AGE_1] on Sunday'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));
});

describe('names of accounts, as they are written and said', () => {
  it.each([
    ['locked out again, jbarlow41 it was', 'locked out again, [USERNAME_1] it was'],
    ['I\'m signed in as lk_meyer on the portal', 'I\'m signed in as [USERNAME_1] on the portal'],
    ['@Gemma please call Flat 6 back', '@[USERNAME_1] please call Flat 6 back'],
    ['please open report_final.pdf after you log in', 'please open report_final.pdf after you log in'],
    ['update to win11 and log in again', 'update to win11 and log in again'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));

  it.each([
    ['How do you log on?', 'With hvm zero two.', 'With [USERNAME_1].'],
    ['What user name do you type in?', 'willow t, dot, home', '[USERNAME_1]'],
    ['Did anybody else handle this?', 'someone in the Dublin office', 'someone in the Dublin office'],
    ['What is your username?', 'I don\'t have one', 'I don\'t have one'],
  ])('%s %s', (question, said, expected) => expect(answer(question, said)).toBe(expected));
});

describe('passwords by their shape, where one is typed', () => {
  it.each([
    ['I\'ve been using summer2021 and it won\'t let me in', 'I\'ve been using [PASSWORD_1] and it won\'t let me in'],
    ['locked out with maple!1987 again', 'locked out with [PASSWORD_1] again'],
    ['the password is Barley&Oats88 and that is all', 'the password is [PASSWORD_1] and that is all'],
    ['the password has to have 8 characters', 'the password has to have 8 characters'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));

  it('a question about one asks for none', () => expect(answer('Did you reset your password?', 'yes twice')).toBe('yes twice'));
});

describe('ages', () => {
  it.each([
    ['How old is the boiler?', 'about eleven, the sticker says fitted 03/14', 'about eleven, the sticker says fitted 03/14'],
    ['Any children travelling?', 'two of them, nine and fourteen', 'two of them, [AGE_1] and [AGE_2]'],
    ['How old is your son?', 'he\'s eleven, twelve in August', 'he\'s [AGE_1], twelve in August'],
  ])('%s %s', (question, said, expected) => expect(answer(question, said)).toBe(expected));

  it.each([
    ['Caller is 81, lives alone', 'Caller is [AGE_1], lives alone'],
    ['the roof\'s twenty-two years old', 'the roof\'s twenty-two years old'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));
});

describe('web and network addresses as they are said', () => {
  it.each([
    ['photos are at flickr dot com slash photos slash blue kite 84', 'photos are at [URL_1]'],
    ['it was on deals dot skyline dot in forward slash monsoon', 'it was on [URL_1]'],
    ['the log shows eighty six point one forty point twelve point nine', 'the log shows [IP_1]'],
    ['firmware one dot two dot zero dot eleven', 'firmware one dot two dot zero dot eleven'],
    ['the upgrade to 10.4.2.1 broke it', 'the upgrade to 10.4.2.1 broke it'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));
});

describe('licences', () => {
  it.each([
    ['I\'ve got my licence, it\'s R one two four seven dash eight six three oh nine', 'I\'ve got my licence, it\'s [DRIVER_LICENCE_1]'],
    ['licence class C, no. 084 417 926', 'licence class C, no. [DRIVER_LICENCE_1]'],
    ['our software licence is 4410 2288 19', 'our software licence is 4410 2288 19'],
  ])('%s', (said, expected) => expect(redacted(said)).toBe(expected));
});
