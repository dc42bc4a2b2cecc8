import { startCrmService, type CrmService } from './testing/crm-service.js';

let crm: CrmService;
beforeEach(async () => void (crm = await startCrmService()));
afterEach(() => crm.stop());

describe('who called', () => {
  it('is whoever has the number in the CRM, each with name, address and numbers; nothing is written there', async () => {
    const before = crm.crm.records('contacts');
    expect(await crm.contactsOf('+14155550199')).toEqual([
      ['[CRM_CONTACT_1]', expect.stringMatching(/^\d+, \d+$/)],
      ['[EMAIL_1]', 'rosa.lindqvist@example.com'],
      ['[EMAIL_2]', 'karl.lindqvist@example.com'],
      ['[PERSON_1]', 'Rosa Lindqvist'],
      ['[PERSON_2]', 'Karl Lindqvist'],
      ['[PHONE_1]', '+14155550199'],
      ['[PHONE_2]', '(415) 555-0199'],
    ]);
    expect(crm.crm.records('contacts')).toEqual(before);
  });

  it('is nobody where nobody has it', async () => expect(await crm.contactsOf('+14155550177')).toEqual([['[CRM_CONTACT_1]', 'none']]));

  it('stays unknown where the CRM refuses to say; an operator sees the failed job, and nobody waits', async () => {
    expect(await crm.contactsOf('+14155550199', { token: 'wrong' })).toEqual([['[CRM_CONTACT_1]', 'not known']]);
    expect(crm.errors).toEqual([]);
  });

  it('is not asked where that is off', async () => {
    const asked = crm.crm.requests;
    expect(await crm.contactsOf('+14155550199', { setting: 'off' })).toEqual([]);
    expect(crm.crm.requests).toBe(asked);
  });
});
