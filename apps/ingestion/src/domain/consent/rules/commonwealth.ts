import { rows } from '../rule.js';

/** Canada: one party may record under the Criminal Code, but the privacy acts have companies tell callers, and why. */
export const canada = rows('2026-11', [
  ['CA', 'all-party-notice', 'Criminal Code s. 184(2)(a); PIPEDA, Sch. 1, cl. 4.3'],
  ['CA-AB', 'all-party-notice', 'Personal Information Protection Act (Alberta) ss. 7, 13'],
  ['CA-BC', 'all-party-notice', 'Personal Information Protection Act (B.C.) ss. 6–10'],
  ['CA-QC', 'all-party-notice', 'Act respecting the protection of personal information in the private sector, ss. 8, 14', 'fr'],
]);

/** Australia: the states differ on a participant who records; under federal law nobody's call may be recorded without their knowledge. */
export const australia = rows('2026-11', [
  ['AU-ACT', 'all-party-notice', 'Listening Devices Act 1992 (ACT) s. 4; TIA Act 1979 (Cth) ss. 6, 7'],
  ['AU-NSW', 'all-party-notice', 'Surveillance Devices Act 2007 (NSW) s. 7; TIA Act 1979 (Cth) ss. 6, 7'],
  ['AU-NT', 'all-party-notice', 'Surveillance Devices Act 2007 (NT) s. 11 allows a party; TIA Act 1979 (Cth) ss. 6, 7'],
  ['AU-QLD', 'all-party-notice', 'Invasion of Privacy Act 1971 (Qld) s. 43 allows a party; TIA Act 1979 (Cth) ss. 6, 7'],
  ['AU-SA', 'all-party-notice', 'Surveillance Devices Act 2016 (SA) s. 4; TIA Act 1979 (Cth) ss. 6, 7'],
  ['AU-TAS', 'all-party-notice', 'Listening Devices Act 1991 (Tas) s. 5; TIA Act 1979 (Cth) ss. 6, 7'],
  ['AU-VIC', 'all-party-notice', 'Surveillance Devices Act 1999 (Vic) s. 6 allows a party; TIA Act 1979 (Cth) ss. 6, 7'],
  ['AU-WA', 'all-party-notice', 'Surveillance Devices Act 1998 (WA) s. 5; TIA Act 1979 (Cth) ss. 6, 7'],
]);

/** New Zealand: a party may record; the Privacy Act has companies tell callers. */
export const newZealand = rows('2026-11', [['NZ', 'all-party-notice', 'Crimes Act 1961 s. 216B; Privacy Act 2020, IPP 3']]);
