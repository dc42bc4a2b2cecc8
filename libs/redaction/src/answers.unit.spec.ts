import { redactText } from './document/redact-text.js';

/** The answer to a question of the agent, redacted; several turns are parted by " / ". */
const answer = (question: string, ...turns: string[]): string => {
  const [first = '', ...more] = turns;
  const { text } = redactText([`Agent: ${question}`, `Customer: ${first}`, ...more.map((turn, at) => `${at % 2 === 0 ? 'Agent' : 'Customer'}: ${turn}`)].join('\n'));
  return text.split('\n').filter((line) => line.startsWith('Customer: ')).map((line) => line.slice(10)).join(' / ');
};

describe('what was asked for decides how the digits of an answer are read', () => {
  it.each([
    ['any number that nothing else explains is a phone number', 'Can I take a number?', '0161 496 0377, but only after five.', '[PHONE_1], but only after five.'],
    ['with sound-alikes inside and at the ends', 'Phone number?', 'for one for, five five five, oh won to ate', '[PHONE_1]'],
    ['with a correction', 'And the mobile?', 'oh seven nine four six no wait nine four eight triple two one six oh', '[PHONE_1]'],
    ['an area code alone', 'What is the area code?', 'it\'s six four six', 'it\'s [PHONE_1]'],
    ['with a plus although an account is spoken of', 'What number is the account under?', '+55 11 98412-7703', '[PHONE_1]'],
    ['three digits where the code was asked for', 'And is there a code?', 'six seven oh', '[CVV_1]'],
    ['three digits by the signature', 'Read me the digits next to the signature.', 'Seven seventy two.', '[CVV_1].'],
    ['the last four of a social security number', 'Last four digits of your social, please?', 'twenty two eleven', '[SSN_1]'],
    ['a social security number that begins again', 'social', 'five five five no five five four twelve thirty four fifty six', '[SSN_1]'],
    ['nine digits in the groups of a social security number', 'The full number?', '671 02 9384, since I was a kid.', '[SSN_1], since I was a kid.'],
    ['part of a card number', 'And the first four?', 'forty seven fifty one', '[CREDIT_CARD_1]'],
    ['the rest of an IBAN in figures', 'And the last part of the IBAN?', 'it goes on with 0532 0130 00 then', 'it goes on with [IBAN_1] then'],
    ['an id under its name abroad, spelled out', 'your n i number', 'j b four three two one oh seven d', '[NATIONAL_ID_1]'],
  ])('%s', (_, question, said, expected) => expect(answer(question, said)).toBe(expected));

  it.each([
    ['an answer that begins with a number of another kind', 'Your phone number?', 'My order number is 48213.', 'My order number is 48213.'],
    ['hours in an answer about a phone', 'Is that a landline or a mobile?', 'Mobile, but it\'s off from ten to six.', 'Mobile, but it\'s off from ten to six.'],
    ['a number on a thing', 'And the number on the box?', 'four four one nine two two oh', 'four four one nine two two oh'],
    ['a consignment number', 'Can you read the consignment number?', '3 7 0 0, 4 8 1 2, 9 9 0 6, 5 5', '3 7 0 0, 4 8 1 2, 9 9 0 6, 5 5'],
    ['a code of letters and digits', 'What does it say?', 'one Z nine nine nine one two three four five six', 'one Z nine nine nine one two three four five six'],
  ])('but not %s', (_, question, said, expected) => expect(answer(question, said)).toBe(expected));
});

describe('an answer over several turns', () => {
  it.each([
    ['cut by "mm-hmm"', ['oh one six one', 'Mm-hmm.', 'four nine six', 'Go on.', 'oh eight double five'], '[PHONE_1] / [PHONE_1] / [PHONE_1]'],
    ['cut by an echo', ['oh one two one', 'oh one two one', 'four nine six oh one double two'], '[PHONE_1] / [PHONE_1]'],
    ['cut inside "double five"', ['oh eight oh double', 'Yes?', 'five one four six two three'], '[PHONE_1] / [PHONE_1]'],
    ['with a prompt for the rest', ['six oh two five five five', 'And the last part?', 'forty-two seventeen'], '[PHONE_1] / [PHONE_1]'],
  ])('%s', (_, turns, expected) => expect(answer('What is your phone number?', ...turns)).toBe(expected));

  it('two whole numbers are two', () => expect(answer('Your number?', 'six oh two five five five forty-two seventeen', 'Go ahead.', 'nine one seven five five five nineteen hundred')).toBe('[PHONE_1] / [PHONE_2]'));
});

describe('a card number with more behind it in one breath', () => {
  it.each([
    ['five two four two one zero zero zero one zero zero zero two zero zero nine and oh five thirty', '[CREDIT_CARD_1] [CARD_EXPIRY_1]'],
    ['4539 1488 0343 6467 twelve twenty nine four oh eight', '[CREDIT_CARD_1] [CARD_EXPIRY_1] [CVV_1]'],
    ['4539 1488 0343 6467, 06/28, and on the strip oh one six', '[CREDIT_CARD_1] [CARD_EXPIRY_1] [CVV_1]'],
    ['4539 1488 0343 6467 june twenty nine', '[CREDIT_CARD_1] [CARD_EXPIRY_1]'],
    ['3782 822463 10005 and the code on the front is 7350', '[CREDIT_CARD_1] [CVV_1]'],
  ])('%s', (said, expected) => expect(answer('And the card number?', said).match(/\[\w+\]/g)?.join(' ')).toBe(expected));
});

describe('two things that are asked for at once', () => {
  it.each([
    ['Social and date of birth, please?', 'five three six twenty two eighteen oh four and march fourteenth nineteen eighty two', '[SSN_1] and [DATE_OF_BIRTH_1]'],
    ['Date of birth and last four of the social?', '07/22/1979 and 9052', '[DATE_OF_BIRTH_1] and [SSN_1]'],
    ['The last four of your social and a phone number?', 'seven seven one four and five oh two five five five oh one six six', '[SSN_1] and [PHONE_1]'],
    ['Now I need the CVV and the expiry.', 'nine one two and oh seven twenty eight', '[CVV_1] and [CARD_EXPIRY_1]'],
    ['Last four of your social or your PIN?', 'The social. 6684.', 'The social. [SSN_1].'],
    ['Birth date and PIN?', '1 February 1972, PIN 6190.', '[DATE_OF_BIRTH_1], PIN [PIN_1].'],
    ['National insurance number and date of birth?', 'PW 60 31 74 C, 5 June 1983.', '[NATIONAL_ID_1], [DATE_OF_BIRTH_1].'],
    ['Your date of birth and username?', 'tenth of december eighty six and gav the chef', '[DATE_OF_BIRTH_1] and [USERNAME_1]'],
  ])('%s', (question, said, expected) => expect(answer(question, said)).toBe(expected));
});

describe('an e-mail address', () => {
  it.each([
    ['without its "dot com"', 'And your email?', 'jsmith eighty five at yahoo', '[EMAIL_1]'],
    ['with letters that words explain', 'Your email?', 's for sugar, p for peter, at sky dot com', '[EMAIL_1]'],
    ['"dotcom" in one word', 'Which email?', 'kim dot lee ninety two at gmail dotcom', '[EMAIL_1]'],
    ['a part before the sign', 'What comes before the at sign?', 'harriet pemberton eighty two, one word', '[EMAIL_1], one word'],
    ['a part after it', 'And the part after the at?', 'gmail', '[EMAIL_1]'],
  ])('%s', (_, question, said, expected) => expect(answer(question, said)).toBe(expected));

  it('over several turns, whatever was asked last', () => expect(answer('And your email?', 'j o s e p h i n e', 'Okay.', 'dot w e b b', 'Right.', 'at outlook dot com')).toBe('[EMAIL_1] / [EMAIL_2] / [EMAIL_3]'));

  it.each([
    ['Did you get our email?', 'Yes at about nine, but the link was broken.'],
    ['Shall I email it?', 'No, I\'ll pick it up at the shop on Friday.'],
    ['What does the email say?', 'It says my order is at the depot.'],
    ['Can I send it by email?', 'Just post it at the usual address, no dot com for me.'],
  ])('is none: %s %s', (question, said) => expect(answer(question, said)).toBe(said));
});

describe('a secret that was asked for', () => {
  it.each([
    ['Which password?', 'The one for the portal, I think it expired.'],
    ['Did you forget your password?', 'Yes, and the reset link never came.'],
  ])('is not talk about it: %s', (question, said) => expect(answer(question, said)).toBe(said));

  it('has its own word beside another answer', () => expect(answer('Your username and password?', 'Username kim.l88, password Autumn-Rain-41.')).toBe('Username [USERNAME_1], password [PASSWORD_1].'));
});

describe('the strict profile', () => {
  it.each([
    ['I bought it on March 3rd 2024 and again in May 2025.', 'I bought it on [DATE_1] and again in [DATE_2].'],
    ['Come on the 14th of June, or 12/06/2026.', 'Come on the [DATE_1], or [DATE_2].'],
    ['I was born on 3 May 1980.', 'I was born on [DATE_OF_BIRTH_1].'],
    ['It may be three or four of them.', 'It may be three or four of them.'],
  ])('lets no date through: %s', (text, expected) => {
    expect(redactText(text, { profile: 'strict' }).text).toBe(expected);
    if (!expected.includes('BIRTH')) expect(redactText(text).text).toBe(text);
  });
});
