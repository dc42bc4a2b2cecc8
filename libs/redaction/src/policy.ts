/** What to redact. */
export interface RedactionPolicy {
  /** `calls`: what the pipeline takes out of calls; `standard`: all that points at a person; `strict`: ages, organisations and nationalities too. */
  readonly profile?: 'calls' | 'standard' | 'strict';
  /** Instead of the profile's types. */
  readonly types?: readonly string[];
  /** Values that are never redacted; letter case does not count. */
  readonly allow?: readonly string[];
  /** Terms that are always redacted, and as what; letter case does not count. */
  readonly deny?: readonly { readonly term: string; readonly type: string }[];
  /** Types whose spans carry their last four characters (`lastFour`), such as CREDIT_CARD. */
  readonly keepLastFour?: readonly string[];
}

const CALLS = ['CREDIT_CARD', 'CVV', 'CARD_EXPIRY', 'PIN', 'PASSWORD', 'SSN', 'PHONE', 'EMAIL', 'IBAN', 'NATIONAL_ID', 'BANK_ACCOUNT', 'DATE_OF_BIRTH', 'ADDRESS', 'PASSPORT', 'DRIVER_LICENCE'];
const STANDARD = [...CALLS, 'PERSON', 'URL', 'IP', 'USERNAME', 'ACCOUNT', 'AGE'];
const PROFILES = { calls: CALLS, standard: STANDARD, strict: [...STANDARD, 'ORGANISATION', 'NATIONALITY'] };

/** The types that a policy redacts. */
export const typesOf = ({ types, profile = 'calls' }: RedactionPolicy): ReadonlySet<string> => new Set(types ?? PROFILES[profile]);
