import type { Finding } from '../finding.js';
import { factsOf } from './fact.js';

/** What the customer's problems on a call were about, so that a later call can be told from a first one. */
export function problemTopicsOf(findings: readonly Finding[]): string[] {
  const topics = factsOf(findings).flatMap((fact): string[] => {
    switch (fact.type) {
      case 'customer.issue-identified.v1':
      case 'customer.complaint-logged.v1':
        return [fact.data.topic];
      case 'customer.dispute-raised.v1':
        return ['billing'];
      default:
        return [];
    }
  });
  // "Other" is no topic: two calls about something else are not about the same.
  return [...new Set(topics)].filter((topic) => topic !== 'other');
}
