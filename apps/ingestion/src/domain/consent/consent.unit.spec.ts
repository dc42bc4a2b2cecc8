import { decideConsent, type ConsentBasis } from './decide-consent.js';
import { disclosureFor } from './disclosures.js';
import { jurisdictionsOf } from './jurisdictions-of.js';
import { consentRules, ruleOf } from './rules/all-rules.js';

const OHIO = '+1 614 555 0100';
const NEW_YORK = '+1 212 555 0100';
const CALIFORNIA = '+1 415 555 0100';
const BERLIN = '+49 30 1234567';

describe('the table', () => {
  it('has each place once, with its source and its date', () => {
    expect(new Set(consentRules.map(({ jurisdiction }) => jurisdiction)).size).toBe(consentRules.length);
    for (const { jurisdiction, source, asOf } of consentRules) expect([jurisdiction, source.length > 10, /^20\d\d-\d\d$/.test(asOf)]).toEqual([jurisdiction, true, true]);
  });
  it('has every state of the Union and of Australia, Canada, the European Union and the United Kingdom', () => {
    const count = (prefix: string): number => consentRules.filter(({ jurisdiction }) => jurisdiction.startsWith(prefix)).length;
    const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
    expect([count('US-'), count('AU-'), ruleOf('CA')?.requires, union.filter((place) => !ruleOf(place)), ruleOf('GB')?.requires]).toEqual([51, 8, 'all-party-notice', [], 'all-party-notice']);
  });
});

describe('where a number is', () => {
  it.each([
    [OHIO, ['US-OH'], 'one-party', 'area-code'],
    ['tel:+14155550100', ['US-CA'], 'all-party-notice', 'area-code'],
    ['001 415 555 0100', ['US-CA'], 'all-party-notice', 'area-code'],
    ['0049 30 1234567', ['DE'], 'all-party-consent', 'country'],
    ['+44 7400 123456', ['GB'], 'all-party-notice', 'mobile'],
    ['+61 7 3123 4567', ['AU-QLD'], 'all-party-notice', 'area-code'],
    ['+1 514 555 0100', ['CA-QC'], 'all-party-notice', 'area-code'],
    ['+81 3 1234 5678', ['JP'], 'all-party-consent', 'not-in-table'],
    ['101', [], 'all-party-consent', 'unknown-number'],
    ['anonymous', [], 'all-party-consent', 'unknown-number'],
    [null, [], 'all-party-consent', 'unknown-number'],
  ] as const)('%s is in %j, where %s is asked for', (number, jurisdictions, requires, how) => expect(jurisdictionsOf(number)).toEqual({ jurisdictions, requires, how }));

  it('a number of no place may be in any state, the strictest included; so may a mobile phone', () => {
    expect(jurisdictionsOf('+1 800 555 0100')).toMatchObject({ requires: 'all-party-notice', how: 'no-place' });
    expect(jurisdictionsOf('+61 412 345 678')).toMatchObject({ how: 'mobile', jurisdictions: expect.arrayContaining(['AU-WA', 'AU-QLD']) as string[] });
  });
});

describe('whether a call may be processed of which nobody said anything', () => {
  const decide = (from: string | null, to: string | null, basis: ConsentBasis | null): string => decideConsent({ consent: 'unknown', isAssumed: false, from, to, basis }).consent;

  it.each<[string, string, ConsentBasis | null, string]>([
    [OHIO, NEW_YORK, 'agent', 'settled-by-rule'],
    [OHIO, NEW_YORK, null, 'unknown'],
    [OHIO, CALIFORNIA, 'agent', 'unknown'],
    [CALIFORNIA, OHIO, 'agent', 'unknown'],
    [OHIO, CALIFORNIA, 'disclosure', 'settled-by-rule'],
    [OHIO, BERLIN, 'disclosure', 'unknown'],
    [OHIO, 'anonymous', 'disclosure', 'unknown'],
  ])('from %s to %s with %s: %s', (from, to, basis, consent) => expect(decide(from, to, basis)).toBe(consent));

  it('what was said stands above every rule', () => {
    expect(decideConsent({ consent: 'refused', isAssumed: false, from: OHIO, to: OHIO, basis: 'disclosure' })).toMatchObject({ consent: 'refused', decidedBy: 'source' });
    expect(decideConsent({ consent: 'granted', isAssumed: false, from: BERLIN, to: null, basis: null })).toMatchObject({ consent: 'granted', decidedBy: 'source' });
  });
  it('the decision names places and the table, never a number', () => expect(JSON.stringify(decideConsent({ consent: 'unknown', isAssumed: false, from: OHIO, to: BERLIN, basis: 'disclosure' }))).not.toMatch(/\d{4}(?!-)\d/));
});

describe('what callers are told', () => {
  const told = (from: string, to: string, own: Parameters<typeof disclosureFor>[1] = []) => disclosureFor(decideConsent({ consent: 'unknown', isAssumed: false, from, to, basis: null }), own);
  it('is a question where everybody must say yes, in the language of the place', () => expect(told(OHIO, BERLIN)).toMatchObject({ language: 'de', text: expect.stringContaining('ja oder nein') as string }));
  it('is a notice where that is enough', () => expect(told(OHIO, CALIFORNIA)).toMatchObject({ language: 'en', text: expect.stringContaining('is recorded') as string }));
  it('is nothing where one party is enough', () => expect(told(OHIO, NEW_YORK)).toBeNull());
  it('is the tenant’s own text: for the state, else for the country, else for everywhere', () => {
    const own = [{ jurisdiction: '*', language: 'en', text: 'everywhere' }, { jurisdiction: 'US', language: 'en', text: 'country' }, { jurisdiction: 'US-CA', language: 'en', text: 'state' }];
    expect([told(OHIO, CALIFORNIA, own)?.text, told(OHIO, '+1 305 555 0100', own)?.text, told(OHIO, BERLIN, own)?.text]).toEqual(['state', 'country', 'everywhere']);
  });
});
