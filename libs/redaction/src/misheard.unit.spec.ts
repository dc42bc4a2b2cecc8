import { misheardTopic } from './misheard.js';

describe('a question whose words were misheard', () => {
  it.each([
    ['and the six year T code', 'cvv'],
    ['And the C of UV.', 'cvv'],
    ['X-pirary.', 'expiry'],
    ['The X-piration month and year', 'expiry'],
    ['Please give me the for digit kin', 'password'],
    ['your tax fell number', 'id'],
    ['the bit before the ad sign', 'email'],
    ['and your poast coat', 'street'],
    ['the soared code please', 'bank'],
    ['what is the fun number', 'phone'],
  ])('"%s" asks for %s', (question, topic) => {
    expect(misheardTopic(question)).toBe(topic);
  });

  it.each(['Which colour would you like?', 'And the order number?', 'How many boxes are there?', 'When did the parcel arrive?', 'Can you tell me the tracking number?', 'Do you want to split the payment?', 'Is it the large one or the small one?', 'What went wrong with the machine?', 'Anything else that I can do today?', 'Anything else in the basket?', 'Can I take a number?', 'The full number?', 'What does the letter say?', 'Was there a security guard?', 'How much was the security deposit?'])('"%s" asks for nothing of the kind', (question) => {
    expect(misheardTopic(question)).toBeNull();
  });
});
