/** Whether the parties agreed to the recording, or the law of where they are asks for no more than the connection gives. */
export type Consent = 'granted' | 'refused' | 'unknown' | 'assumed-by-operator' | 'settled-by-rule';

/**
 * What the law of a place asks for before a call is recorded, from the least to the most:
 * one party of the call may record it; everybody must be told, and staying on the line counts as agreeing; everybody must say yes.
 */
export const REQUIREMENTS = ['one-party', 'all-party-notice', 'all-party-consent'] as const;

/** One of {@link REQUIREMENTS}. */
export type Requirement = (typeof REQUIREMENTS)[number];

/** The rule of one place. No legal advice: the source is named so that it can be read. */
export interface ConsentRule {
  /** ISO 3166: `DE`, `US-CA`. */
  readonly jurisdiction: string;
  readonly requires: Requirement;
  /** Statute, or the authority's decision. */
  readonly source: string;
  /** When the row was written or last looked at, year and month; not that the law is unchanged since. */
  readonly asOf: string;
  /** BCP 47 primary tag of the language in which callers are told. */
  readonly language: string;
}

/** The stricter of two. */
export const stricter = (one: Requirement, two: Requirement): Requirement => (REQUIREMENTS.indexOf(one) >= REQUIREMENTS.indexOf(two) ? one : two);

/** Rows of one part of the world, written short: place, requirement, source, language. */
export const rows = (asOf: string, list: readonly (readonly [jurisdiction: string, requires: Requirement, source: string, language?: string])[]): ConsentRule[] =>
  list.map(([jurisdiction, requires, source, language = 'en']) => ({ jurisdiction, requires, source, asOf, language }));
