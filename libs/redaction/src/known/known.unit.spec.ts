import { redactText } from '../document/redact-text.js';

describe('what is known of a call', () => {
  const known = [{ value: 'Zbigniew Kowalczyk', type: 'PERSON' }, { value: '+44 7700 900123', type: 'PHONE' }];
  it.each([
    ['the pump needs a kovalchik valve', 'the pump needs a kovalchik valve'],
    ['so kowalchyk rang about it', 'so [PERSON_1] rang about it'],
    ['zbigniev kowalczyk rang', '[PERSON_1] rang'],
    ['it is seven seven double oh, nine hundred, one two three that we have', 'it is [PHONE_1] that we have'],
    ['the total is 900123 units', 'the total is [PHONE_1] units'],
    ['the order is 555123', 'the order is 555123'],
  ])('%s', (text, expected) => {
    expect(redactText(text, { types: ['PERSON', 'PHONE'], known }).text).toBe(expected);
  });

  it.each([
    ['Write to violet.kingsolver@example.com.', 'Write to [EMAIL_1].'],
    ['It is violet dot kingsolver at gmail dot com.', 'It is [EMAIL_1].'],
    ['kingsolvr here, the mail never came', '[PERSON_1] here, the mail never came'],
    ['ask in sales for more info', 'ask in sales for more info'],
    ['my username is vkingsolver88', 'my username is [USERNAME_1]'],
  ])('of an address and its owner: %s', (text, expected) => {
    const owner = [{ value: 'Violet Kingsolver', type: 'PERSON' }, { value: 'violet.kingsolver@example.com', type: 'EMAIL' }, { value: 'sales.info@example.com', type: 'EMAIL' }];
    expect(redactText(text, { profile: 'standard', known: owner }).text).toBe(expected);
  });

  it('is no ordinary word that is one too, unless it is written large', () => {
    expect(redactText('I hope that Rose rose early.', { types: [], known: [{ value: 'Rose Hope', type: 'PERSON' }] }).text).toBe('I hope that [PERSON_1] rose early.');
  });
});

describe('a tenant\'s pattern for account ids', () => {
  const policy = { types: [], accountPatterns: ['CU-####@'] };
  it.each([
    ['Account cu-4821b, order 4821.', 'Account [ACCOUNT_1], order 4821.'],
    ['that is c u four eight two one b please', 'that is [ACCOUNT_1] please'],
    ['xcu-4821b and cu-48211b are others', 'xcu-4821b and cu-48211b are others'],
  ])('%s', (text, expected) => {
    expect(redactText(text, policy).text).toBe(expected);
  });

  it('that says next to nothing is not looked for', () => {
    expect(redactText('a1 b2 c3', { types: [], accountPatterns: ['@#'] }).text).toBe('a1 b2 c3');
  });
});
