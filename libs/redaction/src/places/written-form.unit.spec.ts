import { redactText } from '../document/redact-text.js';

const addressesIn = (text: string): string[] => redactText(text).spans.filter(({ type }) => type === 'ADDRESS').map(({ start, end }) => text.slice(start, end));

describe('addresses that are written out', () => {
  it.each([
    ['The tenant at Kolárovská 118, 917 01 Trnovec nad Váhom has moved.', 'Kolárovská 118, 917 01 Trnovec nad Váhom'],
    ['Please send it to Anna-Hartl-Gang 4-2, 5020 Salzberg, thanks.', 'Anna-Hartl-Gang 4-2, 5020 Salzberg'],
    ['Bill to Röderstr. 77, 48524 Fürsthof', 'Röderstr. 77, 48524 Fürsthof'],
    ['Wilgendreef 41, 5655 XH, Aartsveld', 'Wilgendreef 41, 5655 XH, Aartsveld'],
    ['It goes to Travessa Lidia Prado, 37, Bernardina, 11298-174 Novaes / RN today.', 'Travessa Lidia Prado, 37, Bernardina, 11298-174 Novaes / RN'],
    ['Her new place is 07377 Robin Shoal, East Kimmouth, NU R7G 8H4.', '07377 Robin Shoal, East Kimmouth, NU R7G 8H4'],
  ])('are found from the street to the postcode: %s', (text, address) => {
    expect(addressesIn(text)).toEqual([address]);
  });

  it.each([
    'Order 12, 45001 Lamps and 3, 1200 Tables were sent.',
    'Invoice Nr 12, 2024 March.',
    'Page 4, 1200 Items, sorted by price.',
  ])('are not made of things and their numbers: %s', (text) => {
    expect(addressesIn(text)).toEqual([]);
  });
});

describe('phone numbers with an extension', () => {
  it.each(['You can reach me at 459.631.9453x4107 after five.', 'Tel. (583)845-7052x286'])('go whole: %s', (text) => {
    expect(redactText(text).spans.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`)).toEqual([expect.stringMatching(/^PHONE \(?\d{3}.*x\d+$/)]);
  });
});
