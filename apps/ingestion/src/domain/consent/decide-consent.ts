import { jurisdictionsOf, type Whereabouts } from './jurisdictions-of.js';
import { stricter, type Consent, type Requirement } from './rule.js';
import { CONSENT_TABLE } from './rules/all-rules.js';

/**
 * What every call of a connection has, whatever its metadata says. `agent`: our side agreed to being recorded. `disclosure`: and callers are told
 * before the recording begins, and may hang up.
 */
export type ConsentBasis = 'agent' | 'disclosure';

/** Why a call may be processed, or may not. Kept with the call; holds no number. */
export interface ConsentDecision {
  readonly consent: Consent;
  /** source: its metadata said so; assumption: the connection assumes it; rule: its basis is enough where the parties are; nobody: it is open. */
  readonly decidedBy: 'source' | 'assumption' | 'rule' | 'nobody';
  readonly requires: Requirement;
  readonly parties: readonly (Whereabouts & { readonly party: 'from' | 'to' })[];
  readonly basis: ConsentBasis | null;
  /** Which table decided. */
  readonly table: string;
}

/** What is given of a call. */
interface ConsentQuestion {
  readonly consent: Consent;
  readonly isAssumed: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly basis: ConsentBasis | null;
}

const ENOUGH: Readonly<Record<ConsentBasis, readonly Requirement[]>> = { agent: ['one-party'], disclosure: ['one-party', 'all-party-notice'] };

/** Decides by what was said first, and only where nothing was said by rule: the stricter law of both parties' holds. A refusal stands above everything. */
export function decideConsent({ consent, isAssumed, from, to, basis }: ConsentQuestion): ConsentDecision {
  const parties = [
    { party: 'from' as const, ...jurisdictionsOf(from) },
    { party: 'to' as const, ...jurisdictionsOf(to) },
  ];
  const requires = parties.map((party) => party.requires).reduce(stricter);
  const about = { requires, parties, basis, table: CONSENT_TABLE };
  if (consent !== 'unknown') return { consent, decidedBy: isAssumed ? 'assumption' : 'source', ...about };
  if (basis !== null && ENOUGH[basis].includes(requires)) return { consent: 'settled-by-rule', decidedBy: 'rule', ...about };
  return { consent, decidedBy: 'nobody', ...about };
}
