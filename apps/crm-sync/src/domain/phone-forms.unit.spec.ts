import { phoneForms, withoutNumber } from './phone-forms.js';

it('a number is looked for in the forms in which people write it', () => {
  expect(phoneForms('+14155550102')).toEqual(['+14155550102', '(415) 555-0102', '+1 415 555 0102', '4155550102', '415-555-0102', '415.555.0102', '14155550102']);
});

it('a number of another country in its own forms', () => {
  expect(phoneForms('+442079460018')).toEqual(expect.arrayContaining(['+442079460018', '020 7946 0018', '+44 20 7946 0018']));
});

it('what is no number is looked for as it is', () => {
  expect(phoneForms('anonymous')).toEqual(['anonymous']);
});

it.each(['phone +14155550102 is invalid', 'phone (415) 555-0102 is invalid', 'phone 4155550102 is invalid'])('an echo of the number is hidden: %s', (words) => {
  expect(withoutNumber(words, '+14155550102', '[PHONE_1]')).toBe('phone [PHONE_1] is invalid');
});
