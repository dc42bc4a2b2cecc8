import { redactText } from '../document/redact-text.js';
import { redactor } from '../redact.js';

const rulesAlone = redactor(null);
const answer = (text: string): string => text.split('Customer: ').at(-1) ?? '';
const withModels = (text: string): string => answer(redactText(text).text);
const byRules = (text: string): string => answer(redactText(text, undefined, rulesAlone).text);

describe('the models of names of accounts and of passwords beside the rules', () => {
  it.each([
    ['my gamertag these days is xX_Marlow_Xx and it is blocked', 'my gamertag these days is [USERNAME_1] and it is blocked'],
  ])('see a name of an account by how it is written and what is spoken of: %j', (text, expected) => {
    expect(byRules(text)).not.toBe(expected);
    expect(withModels(text)).toBe(expected);
  });

  it.each([
    ['Agent: What\'s the password you tried?\nCustomer: I tried Cormorant.88.lake and then nothing.', 'I tried [PASSWORD_1] and then nothing.'],
    ['the wifi key on the card was quiet-harbour-19', 'the wifi key on the card was [PASSWORD_1]'],
  ])('see a password: %j', (text, expected) => {
    expect(byRules(text)).not.toBe(expected);
    expect(withModels(text)).toBe(expected);
  });

  it.each(['Please open invoice_march.pdf after you sign in.', 'The keypad is a KP-220 and the lock is fine.', 'My login is slow since the update.', 'The password was reset and now it works.'])('leave files, things and talk of them: %s', (text) => {
    expect(redactText(text).text).toBe(text);
  });
});
