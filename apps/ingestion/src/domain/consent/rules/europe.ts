import { rows } from '../rule.js';

/**
 * The European Union, the United Kingdom and their neighbours. Where a participant commits no crime by recording, the data protection law still has
 * companies tell callers (GDPR, articles 6 and 13): nowhere here is one party enough for a company. Where the country's law or its authority asks
 * for a yes, or where it could not be made out, a yes is asked for.
 */
export const europe = rows('2026-11', [
  ['AT', 'all-party-consent', 'StGB § 120; GDPR', 'de'],
  ['BE', 'all-party-notice', 'Electronic Communications Act of 13 June 2005, arts. 124, 128; GDPR', 'fr'],
  ['BG', 'all-party-consent', 'Criminal Code art. 171; GDPR', 'bg'],
  ['CH', 'all-party-consent', 'StGB arts. 179ter, 179quinquies; FADP', 'de'],
  ['CY', 'all-party-consent', 'Law 92(I)/1996; GDPR', 'el'],
  ['CZ', 'all-party-consent', 'Civil Code §§ 84–90; GDPR', 'cs'],
  ['DE', 'all-party-consent', 'StGB § 201; GDPR', 'de'],
  ['DK', 'all-party-consent', 'Datatilsynet, decision of 11 April 2019; GDPR', 'da'],
  ['EE', 'all-party-notice', 'GDPR arts. 6, 13', 'et'],
  ['ES', 'all-party-notice', 'STC 114/1984; GDPR; LO 3/2018', 'es'],
  ['FI', 'all-party-notice', 'GDPR arts. 6, 13', 'fi'],
  ['FR', 'all-party-notice', 'Code pénal art. 226-1; GDPR', 'fr'],
  ['GB', 'all-party-notice', 'Investigatory Powers Act 2016; SI 2018/356; UK GDPR', 'en'],
  ['GR', 'all-party-consent', 'Penal Code art. 370A; GDPR', 'el'],
  ['HR', 'all-party-consent', 'Criminal Code art. 143; GDPR', 'hr'],
  ['HU', 'all-party-consent', 'Civil Code § 2:48; GDPR', 'hu'],
  ['IE', 'all-party-notice', 'Interception Act 1993; GDPR', 'en'],
  ['IS', 'all-party-notice', 'Electronic Communications Act; GDPR', 'is'],
  ['IT', 'all-party-notice', 'Codice penale arts. 617, 617-bis; GDPR', 'it'],
  ['LT', 'all-party-notice', 'GDPR arts. 6, 13', 'lt'],
  ['LU', 'all-party-consent', 'Law of 30 May 2005, art. 4; GDPR', 'fr'],
  ['LV', 'all-party-notice', 'GDPR arts. 6, 13', 'lv'],
  ['MT', 'all-party-notice', 'GDPR arts. 6, 13', 'en'],
  ['NL', 'all-party-notice', 'Wetboek van Strafrecht arts. 139a, 139c; GDPR', 'nl'],
  ['NO', 'all-party-notice', 'Straffeloven § 205; GDPR', 'no'],
  ['PL', 'all-party-notice', 'Kodeks karny art. 267; GDPR', 'pl'],
  ['PT', 'all-party-consent', 'Código Penal art. 199; GDPR', 'pt'],
  ['RO', 'all-party-notice', 'Codul penal arts. 226, 302; GDPR', 'ro'],
  ['SE', 'all-party-notice', 'Brottsbalken 4:9a; GDPR', 'sv'],
  ['SI', 'all-party-consent', 'KZ-1 art. 137; GDPR', 'sl'],
  ['SK', 'all-party-consent', 'Civil Code § 12; GDPR', 'sk'],
]);
