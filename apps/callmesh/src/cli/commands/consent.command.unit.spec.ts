import { explain } from './consent.command.js';

const decision = { consent: 'unknown', decidedBy: 'nobody', requires: 'all-party-notice', basis: null, table: '2026-11.1', parties: [{ party: 'from', jurisdictions: ['US-OH'], requires: 'one-party', how: 'area-code' }, { party: 'to', jurisdictions: ['US-CA'], requires: 'all-party-notice', how: 'area-code' }] };
const rules = [{ jurisdiction: 'US-CA', requires: 'all-party-notice', source: 'Cal. Penal Code §§ 632, 632.7', asOf: '2026-11' }];

it('what holds between two numbers: a line for each party and each rule, what is asked for, and what would become of the call', () => {
  const lines = explain({ decision, rules, disclosure: null, processed: false, notice: 'No legal advice.' }).join('\n').split('\n');
  expect(lines).toEqual([
    'PARTY  WHERE  TOLD BY    ASKS FOR',
    'from   US-OH  area-code  one-party',
    'to     US-CA  area-code  all-party-notice',
    'together: all-party-notice; the connection has: nothing; consent unknown (decided by nobody, table 2026-11.1)',
    expect.stringContaining('not processed'),
    'callers need not be told',
    'PLACE  ASKS FOR          SOURCE                         AS OF',
    'US-CA  all-party-notice  Cal. Penal Code §§ 632, 632.7  2026-11',
    'No legal advice.',
  ]);
  expect(explain({ decision, rules: [], disclosure: null, processed: false, notice: '' }).join('\n')).not.toContain('PLACE');
});
