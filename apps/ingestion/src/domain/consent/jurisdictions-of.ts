import parsePhoneNumber from 'libphonenumber-js/max';
import { australianStates, placeOfAreaCode } from './area-codes.js';
import { ruleOf, rulesWithin } from './rules/all-rules.js';
import { stricter, type Requirement } from './rule.js';

/** What is known of where a party is. */
export interface Whereabouts {
  /** ISO 3166 codes of the places it may be in; [] when nothing is known. */
  readonly jurisdictions: readonly string[];
  readonly requires: Requirement;
  /** How that was told: never the number itself. */
  readonly how: 'area-code' | 'country' | 'mobile' | 'no-place' | 'not-in-table' | 'unknown-number';
}

/** Countries whose law differs from part to part: there a country code alone tells too little. */
const DIVIDED = ['US', 'CA', 'AU'];
const STRICTEST: Requirement = 'all-party-consent';

/**
 * The law of which places holds for whoever has this number. A mobile phone may be anywhere in its country, and a number that is of no place, or
 * that nobody can read, anywhere at all: then the strictest of what it may be is taken.
 */
export function jurisdictionsOf(number: string | null): Whereabouts {
  const parsed = number === null ? undefined : parsePhoneNumber(number.replace(/^(tel|sips?):/i, '').replace(/[@;].*$/, '').replace(/^00/, '+'));
  const country = parsed?.country;
  if (!parsed?.isPossible() || country === undefined) return { jurisdictions: [], requires: STRICTEST, how: 'unknown-number' };
  if (rulesWithin(country).length === 0) return { jurisdictions: [country], requires: STRICTEST, how: 'not-in-table' };
  const isMobile = parsed.getType() === 'MOBILE';
  if (!DIVIDED.includes(country)) return of([country], isMobile ? 'mobile' : 'country');
  const places = placesOf(country, parsed.nationalNumber, isMobile);
  if (places) return of(places, 'area-code');
  return of(rulesWithin(country).map(({ jurisdiction }) => jurisdiction), isMobile ? 'mobile' : 'no-place');
}

/** In North America mobile numbers look like all others, and tell where they were given out. */
function placesOf(country: string, national: string, isMobile: boolean): readonly string[] | undefined {
  if (country === 'AU') return isMobile ? undefined : australianStates[national.slice(0, 1)];
  const place = placeOfAreaCode(national.slice(0, 3));
  return place === undefined ? undefined : [place];
}

function of(jurisdictions: readonly string[], how: Whereabouts['how']): Whereabouts {
  return { jurisdictions, requires: jurisdictions.map((place) => ruleOf(place)?.requires ?? STRICTEST).reduce(stricter, 'one-party'), how };
}
