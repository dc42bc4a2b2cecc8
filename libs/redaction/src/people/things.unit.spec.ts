import { redactText } from '../document/redact-text.js';

const redacted = (text: string): string => redactText(text).text;
const said = (question: string, answer: string): string => redacted(`Agent: ${question}\nCustomer: ${answer}`).split('Customer: ')[1] ?? '';

describe('a thing that is called by a name', () => {
  it.each([
    'A mirror called "Isadora" and a rug called "Leopold".',
    'The tractor is called Bertha and it does not start.',
    'Storm Agnes took the fence, Storm Babet the roof.',
    'She was moved to St Hilda\'s yesterday.',
    'Project Miranda goes live on Monday.',
    'The Miranda sideboard and two Rosalind stools.',
  ])('is none: %s', (text) => {
    expect(redacted(text)).toBe(text);
  });

  it.each([
    ['Who\'s your current supplier?', 'Eneco, and before that Vattenfall.'],
    ['What\'s the name of the café?', 'The Rosamund.'],
    ['Who are you insured with?', 'Allianz.'],
  ])('is what was asked for: %s', (question, answer) => {
    expect(said(question, answer)).toBe(answer);
  });

  it.each([
    ['Which airport was it?', 'From Indira Gandhi to Simón Bolívar.'],
    ['What film did you rent?', 'Forrest Gump and Mary Poppins.'],
    ['Which hospital sent you?', 'Florence Nightingale.'],
  ])('is none in an answer to "which": %s', (question, answer) => {
    expect(said(question, answer)).toBe(answer);
  });

  it('is no matter where a question asks which person', () => {
    expect(said('Which technician came?', 'Ignatius Mbeki.')).toBe('[PERSON_1].');
    expect(said('What\'s the problem?', 'I was promised a call by Ignatius Mbeki.')).toContain('[PERSON_1]');
  });

  it.each([
    ['My neighbour is called Isadora.', 'My neighbour is called [PERSON_1].'],
    ['a bloke called ferdie came round', 'a bloke called [PERSON_1] came round'],
    ['The caretaker Isadora has the key.', 'The caretaker [PERSON_1] has the key.'],
  ])('is somebody where a person is spoken of: %s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });
});

describe('names that are asked for or told in other ways', () => {
  it.each([
    ['How should I address you?', 'Reverend Tolvar, please.', 'Reverend [PERSON_1], please.'],
    ['Could you spell it?', 'Wu, W U.', '[PERSON_1], [PERSON_2].'],
    ['Your surname and initials?', 'Van Tolvar, initials J.P.', '[PERSON_1], initials [PERSON_2]'],
    ['Who is the owner?', 'One Herr Ruedi Tolvar.', 'One Herr [PERSON_1].'],
    ['Is that Anna?', 'No, Hanna, H A N N A, no H at the end.', 'No, [PERSON_2], [PERSON_2], no H at the end.'],
  ])('%s %s', (question, answer, expected) => {
    expect(said(question, answer)).toBe(expected);
  });

  it.each(['Groeten, Maaike', 'Pozdrawiam, Kasia', 'Mit freundlichen Grüßen, Ulrike'])('stand under a letter: %s', (text) => {
    expect(redacted(text)).toBe(text.replace(/\p{L}+$/u, '[PERSON_1]'));
  });
});

describe('somebody and how old', () => {
  it('is no street that ends as streets do, and a number', () => {
    expect(redacted('Pt Leopold Achterberg, 57 y/o, knee pain')).toContain('[PERSON_1], ');
  });
});
