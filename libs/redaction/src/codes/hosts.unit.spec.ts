import { redactText } from '../document/redact-text.js';

const typesIn = (text: string): string[] => redactText(text).spans.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

describe('addresses whose "at" a recogniser lost, and web addresses that are half said', () => {
  it.each([
    ['Customer: Yeah it always went to teodora.wickatvalemail.org before.', 'EMAIL teodora.wickatvalemail.org'],
    ['Agent: Which e-mail is on the account?\nCustomer: bramfostatnorthmail.nl.', 'EMAIL bramfostatnorthmail.nl'],
    ['Customer: My old address was pellicanoatlago.it and I cannot open it.', 'EMAIL pellicanoatlago.it'],
    ['Agent: What page does it stop on?\nCustomer: brightoak.com slash basket slash lena.', 'URL brightoak.com slash basket slash lena'],
    ['Customer: My portfolio is lenahartwig.photo.de if you want a look.', 'URL lenahartwig.photo.de'],
  ])('finds %s', (text, expected) => {
    expect(typesIn(text)).toEqual([expected]);
  });

  it.each([
    "Agent: You'll find it on our website brightoak.com.",
    'Customer: I ordered the lamp on brightoak.com on Monday.',
    'Customer: I looked on your site brightoak.com and it says in stock.',
    'Customer: That was fine.But the second box never came.',
    'Customer: It runs version 4.2.io, whatever that is.',
  ])('leaves %s', (text) => {
    expect(typesIn(text)).toEqual([]);
  });
});
