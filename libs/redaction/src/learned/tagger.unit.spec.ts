import { redactText } from '../document/redact-text.js';
import { redactor } from '../redact.js';

const rulesAlone = redactor(null);
const withModels = (text: string): string => redactText(text).text;
const byRules = (text: string): string => redactText(text, undefined, rulesAlone).text;

describe('the model of names beside the rules', () => {
  it.each([
    ['Agent: and you are\nCustomer: zhorovik', 'Agent: and you are\nCustomer: [PERSON_1]'],
    ['Agent: who did you speak to on monday\nCustomer: oyintare i think she was in billing', 'Agent: who did you speak to on monday\nCustomer: [PERSON_1] i think she was in billing'],
  ])('hears from what was asked that a word on no list is a name: %j', (text, expected) => {
    expect(byRules(text)).not.toBe(expected);
    expect(withModels(text)).toBe(expected);
  });

  it('leaves what the rules know for a thing, and a name that the question does not ask for', () => {
    expect(withModels('Agent: Which brand is it?\nCustomer: A Ralph Lauren shirt.')).toBe('Agent: Which brand is it?\nCustomer: A Ralph Lauren shirt.');
    expect(withModels('Agent: Who is the manufacturer?\nCustomer: Siemens, I think.')).toBe('Agent: Who is the manufacturer?\nCustomer: Siemens, I think.');
  });

  it('says the same each time, whatever was read in between', () => {
    const text = 'Agent: and who is that\nCustomer: my tenant mbekezeli';
    const first = withModels(text);
    withModels(Array.from({ length: 20_500 }, (_, n) => `x${n.toString(36).replace(/\d/g, 'q')}`).join(' '));
    expect(withModels(text)).toBe(first);
  });
});

describe('the model of addresses beside the rules', () => {
  it('hears the whole of a place of which rules know but a part', () => {
    const text = 'Agent: and where do you live\nCustomer: i live at quorndale cottages';
    expect(byRules(text)).toMatch(/cottages$/);
    expect(withModels(text)).toMatch(/at \[ADDRESS_1\]$/);
  });

  it('leaves a street of business', () => {
    expect(withModels('Agent: Which store was it?\nCustomer: The one on Regent Street.')).toBe('Agent: Which store was it?\nCustomer: The one on Regent Street.');
  });
});
