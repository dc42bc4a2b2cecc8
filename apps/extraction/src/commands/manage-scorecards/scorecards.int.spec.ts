import type { Party } from '@callmesh/contracts';
import { CustomerProblems } from '../../adapters/tables/customer-problems.js';
import { AnalysisController } from '../../projections/analysis.controller.js';
import { CONVERSATION, transcriptOf } from '../../testing/conversations.js';
import { startExtraction, tenantId, type ExtractionUnderTest } from '../../testing/extraction-service.js';

let extraction: ExtractionUnderTest;
beforeEach(async () => {
  extraction = await startExtraction();
});
afterEach(() => extraction.drop());

const supervisor = { tenantId, role: 'supervisor', name: 'dana' } as const;
const card = (weight: number, callType = 'support') => ({
  title: 'Ours',
  callType,
  criteria: [{ id: 'hello', title: 'Hello', definition: 'Says hello', kind: 'script', weight, phrases: [{ says: 'hello', any: ['hello|good morning'] }] }],
});
const support = ['A: Good morning, Larkfield, Ruth speaking, this call is recorded. How can I help?', 'C: My tent came with a broken pole, and the parcel was late as well.', "A: I'm sorry. Which pole is it?", 'C: The long one.', "A: I have ordered a new one for you, it will be with you on Friday."];

async function analyse(turns: readonly string[], version = 1): Promise<unknown[]> {
  await extraction.hear(await extraction.transcribed(transcriptOf(turns), version));
  await extraction.work();
  return (await extraction.history()).filter((e) => e.type === 'call.scored.v1').map((e) => e.data);
}

describe('a call', () => {
  it('is scored by the scorecard for its type, as a pilot, in one append with its analysis', async () => {
    const scores = await analyse(support);
    expect(scores).toMatchObject([{ conversationId: CONVERSATION, scorecard: 'support', scorecardVersion: 1, callType: 'support', mode: 'pilot', analysisVersion: 1, transcriptVersion: 1, needsPerson: expect.any(Boolean) as boolean }]);
    const history = await extraction.history();
    expect(history.at(-1)?.type).toBe('call.scored.v1');
    expect(new Set(history.map((e) => e.metadata.time)).size).toBe(1);
    const shown = new AnalysisController(extraction.test.db, extraction.test.store).analysis(CONVERSATION, supervisor);
    expect(await shown).toMatchObject({ scores: [{ scorecard: 'support', mode: 'pilot' }] });
  });

  it('of no clear type is scored by none, and one of another type never applies', async () => {
    await extraction.scorecards.draft(supervisor, 'selling', card(100, 'sales'));
    await extraction.scorecards.publish(supervisor, 'selling');
    expect(await analyse(support)).toMatchObject([{ scorecard: 'support' }]);
    expect(await analyse(['A: Hello.', 'C: Is Peter in today, please, or shall I try tomorrow?', 'A: He is back at four.', 'C: Then I call at four.'], 2)).toHaveLength(1);
  });

  it('is scored by the newest frozen version; a draft changes nothing until it is published', async () => {
    await extraction.scorecards.draft(supervisor, 'support', card(100));
    expect(await analyse(support)).toMatchObject([{ scorecardVersion: 1 }]);
    await extraction.scorecards.publish(supervisor, 'support');
    await extraction.scorecards.draft(supervisor, 'support', card(40));
    expect((await analyse(support, 2)).at(-1)).toMatchObject({ scorecardVersion: 2, score: 100, criteria: [{ criterion: 'hello', score: 5, weight: 100 }] });
    expect(await extraction.scorecards.show(supervisor, 'support')).toMatchObject({ inForce: 2, draftWeight: 40, versions: [{ version: 1, mode: 'pilot' }, { version: 2, mode: 'pilot' }] });
  });

  it('is not scored by what was retired', async () => {
    await extraction.scorecards.retire(supervisor, 'support');
    expect(await analyse(support)).toEqual([]);
  });
});

describe('a scorecard', () => {
  it('is published with weights of 100 alone, and only where its patterns can be read', async () => {
    await extraction.scorecards.draft(supervisor, 'ours', card(90));
    await expect(extraction.scorecards.publish(supervisor, 'ours')).rejects.toMatchObject({ code: 'SCORECARD.WEIGHTS' });
    const broken = { ...card(100), criteria: [{ ...card(100).criteria[0], phrases: [{ says: 'hello', any: ['@not-a-list'] }] }] };
    await expect(extraction.scorecards.draft(supervisor, 'ours', broken)).rejects.toMatchObject({ code: 'SCORECARD.INVALID' });
    await expect(extraction.scorecards.publish(supervisor, 'unknown')).rejects.toMatchObject({ code: 'SCORECARD.NOT_FOUND' });
  });

  it('belongs to its tenant', async () => {
    await extraction.scorecards.draft(supervisor, 'ours', card(100));
    await extraction.scorecards.publish(supervisor, 'ours');
    const other = { ...supervisor, tenantId: 'other' };
    expect(await extraction.scorecards.list(other)).toMatchObject([{ id: 'sales' }, { id: 'support' }, { id: 'onboarding' }]);
    await expect(extraction.scorecards.show(other, 'ours')).rejects.toMatchObject({ code: 'SCORECARD.NOT_FOUND' });
    expect(await extraction.scorecards.version(supervisor, 'ours', '1')).toMatchObject({ version: 1, definition: { title: 'Ours' } });
  });
});

describe('problems of a customer', () => {
  it('are kept under a keyed hash, and a later call of the same number finds them', async () => {
    const number = async (conversationId: string, value: string): Promise<Party> => {
      const reference = await extraction.vault.store(tenantId, conversationId, '[PHONE_1]', value);
      await extraction.vault.makeRecognisable(tenantId, reference, value);
      return { placeholder: '[PHONE_1]', reference };
    };
    const call = async (conversationId: string, at: string, value: string): Promise<void> => {
      const transcript = { ...transcriptOf(support), conversationId };
      await extraction.hear(await extraction.transcribed(transcript, 1, { startedAt: Date.parse(at), customer: await number(conversationId, value) }));
      await extraction.work();
    };
    await call('first', '2026-11-01T10:00:00Z', '+14155550101');
    await call('other', '2026-11-02T10:00:00Z', '+14155550199');
    await call('second', '2026-11-03T10:00:00Z', '+14155550101');
    const rows = await extraction.test.db.transaction(tenantId, (tx) => tx.query<{ customer: Buffer; conversation_id: string; topic: string }>('select customer, conversation_id, topic from customer_problems order by started_at, topic'));
    const [first, other, second] = ['first', 'other', 'second'].map((id) => rows.rows.filter((r) => r.conversation_id === id));
    expect(first?.length).toBeGreaterThan(0);
    expect(second?.map((r) => r.customer.toString('hex'))).toEqual(first?.map((r) => r.customer.toString('hex')));
    expect(other?.[0]?.customer.toString('hex')).not.toBe(first?.[0]?.customer.toString('hex'));
    expect(JSON.stringify(rows.rows)).not.toContain('4155550101');
    const customer = first?.[0]?.customer ?? Buffer.alloc(0);
    const topics = second?.map((r) => r.topic) ?? [];
    const earlier = new CustomerProblems(extraction.test.db, extraction.vault).earlier(tenantId, 'second', { customer, topics, startedAt: Date.parse('2026-11-03T10:00:00Z') });
    expect(await earlier).toEqual(topics.map((topic) => ({ topic, conversationId: 'first', startedAt: Date.parse('2026-11-01T10:00:00Z') })));
  });
});
