import type { KnownEntity } from './known/known.js';

/** A personal span that somebody else found. */
export interface ForeignSpan {
  /** Index of the utterance. */
  readonly utterance: number;
  /** UTF-16 units into its text. */
  readonly start: number;
  readonly end: number;
  readonly type: string;
  /** 0–1. */
  readonly score: number;
}

/** What to redact. */
export interface RedactionPolicy {
  /** `calls`: what the pipeline takes out of calls; `standard`: all that points at a person; `strict`: organisations, nationalities and all dates too. */
  readonly profile?: 'calls' | 'standard' | 'strict';
  /** Instead of the profile's types. */
  readonly types?: readonly string[];
  /** Values that are never redacted; letter case does not count. */
  readonly allow?: readonly string[];
  /** Terms that are always redacted, and as what; letter case does not count. */
  readonly deny?: readonly { readonly term: string; readonly type: string }[];
  /** Shapes of the tenant's own account ids, redacted as ACCOUNT: `#` a digit, `@` a letter, `*` either, all else itself; order and invoice ids stay unless one of these says otherwise. */
  readonly accountPatterns?: readonly string[];
  /** Names and numbers that are known of the call from elsewhere; found also where they were misheard a little. */
  readonly known?: readonly KnownEntity[];
  /** What somebody else's analysis found in the same utterances; it goes besides what the rules find. */
  readonly found?: readonly ForeignSpan[];
  /** Types whose spans carry their last four characters (`lastFour`), such as CREDIT_CARD. */
  readonly keepLastFour?: readonly string[];
}

const CALLS = ['PERSON', 'CREDIT_CARD', 'CVV', 'CARD_EXPIRY', 'PIN', 'PASSWORD', 'SSN', 'PHONE', 'EMAIL', 'IBAN', 'NATIONAL_ID', 'BANK_ACCOUNT', 'DATE_OF_BIRTH', 'ADDRESS', 'PASSPORT', 'DRIVER_LICENCE'];
const STANDARD = [...CALLS, 'URL', 'IP', 'USERNAME', 'ACCOUNT', 'AGE'];
const PROFILES = { calls: CALLS, standard: STANDARD, strict: [...STANDARD, 'ORGANISATION', 'NATIONALITY', 'DATE'] };

/** All types that a policy can name. */
export const ENTITY_TYPES: readonly string[] = PROFILES.strict;

/** The types that a policy redacts. */
export const typesOf = ({ types, profile = 'calls' }: RedactionPolicy): ReadonlySet<string> => new Set(types ?? PROFILES[profile]);
