import type { CrmRecordUpdatedV1 } from '@callmesh/contracts';
import { doubtsAboutTranscript } from './commands/draft-action/flagged-transcripts.js';
import { DraftActionWhenCancellationRequested } from './reactors/draft-action-when-cancellation-requested.reactor.js';
import { DraftCaseWhenOwnKindIdentified } from './reactors/draft-case-when-own-kind-identified.reactor.js';
import { DraftNoteWhenCallAnalysed } from './reactors/draft-note-when-call-analysed.reactor.js';
import { RecordAppliedWhenCrmRecordUpdated } from './reactors/record-applied-when-crm-record-updated.reactor.js';
import { RedraftWhenCrmUpdateRefused } from './reactors/redraft-when-crm-update-refused.reactor.js';
import { NoteWhenCallRetranscribed } from './reactors/note-when-call-retranscribed.reactor.js';
import { ReviewWhenTranscriptFlagged } from './reactors/review-when-transcript-flagged.reactor.js';
import { analysis, call, cancellation, conversationId, ownFact } from './testing/insights.js';
import { received, reviewer, startReview } from './testing/review-service.js';

let review: Awaited<ReturnType<typeof startReview>>;
beforeEach(async () => {
  review = await startReview();
});
afterEach(() => review.test.drop());

const retranscribed = { transcript: { uri: 'claim://demo/x/transcript.2.json', sha256: '0'.repeat(64), bytes: 1, mediaType: 'application/json' }, engine: 'whisper', engineVersion: '1', language: 'fr', durationMs: 61_000, speakers: ['customer'], utterances: 2, words: 9, confidence: 0.9, redactions: 0, reason: 'requested', source: 'raw-audio' };
const unsure = received('order.cancellation-requested.v1', cancellation({ confidence: 0.62 }));
const sure = received('order.cancellation-requested.v1', cancellation());
const hear = (event: typeof unsure): Promise<void> => review.react((context) => new DraftActionWhenCancellationRequested(review.drafting).draft(event, context));

async function waiting(): Promise<string> {
  await hear(unsure);
  const [item] = await review.queue();
  if (!item) throw new Error('nothing waits');
  return item.actionId;
}

const settled = async (work: Promise<unknown>[]): Promise<{ won: number; codes: string[] }> => {
  const results = await Promise.allSettled(work);
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [String((result.reason as { code?: string }).code ?? result.reason)] : []));
  return { won: results.length - codes.length, codes: [...new Set(codes)].sort() };
};

describe('drafts', () => {
  it('of a fact delivered again, and at once twice, are one', async () => {
    await settled([hear(unsure), hear(unsure), hear(unsure)]);
    await hear(unsure);
    const items = await review.queue({ state: 'all' });
    expect(items).toHaveLength(1);
    expect(await review.history(items[0]?.actionId ?? '')).toEqual(['action.drafted.v1']);
  });

  it('that policy approves are reviewed in the same transaction and wait for nobody', async () => {
    await hear(sure);
    expect(await review.queue()).toEqual([]);
    expect(await review.queue({ state: 'reviewed' })).toMatchObject([{ decision: 'approved', decidedBy: 'policy:cancel-order@1', version: 2 }]);
  });

  it('follow the policy that the tenant has set, and its version signs them', async () => {
    await review.policies.set('cancel-order', { threshold: 0.6 }, reviewer('sue', 'supervisor'));
    await hear(unsure);
    expect(await review.queue({ state: 'all' })).toMatchObject([{ state: 'reviewed', decidedBy: 'policy:cancel-order@2', threshold: 0.6 }]);
  });

  it('always let a call note through', async () => {
    await review.react((context) => new DraftNoteWhenCallAnalysed(review.noting).draft(received('call.analysed.v1', analysis({ confidence: 0.1 })), context));
    expect(await review.queue({ state: 'all' })).toMatchObject([{ kind: 'call-note', state: 'reviewed', doubt: null }]);
  });

  it('of a call whose transcript is in doubt all wait for a person, and so does the transcript', async () => {
    const flags = [{ check: 'language', severity: 'review', detail: 'the call is in fr', utteranceIds: [] }];
    const flagged = received('transcript.flagged.v1', { conversationId, call, transcriptVersion: 1, language: 'fr', flags });
    await review.react((context) => new ReviewWhenTranscriptFlagged(review.drafting).draft(flagged, context));
    await hear(sure);
    await review.react((context) => new DraftNoteWhenCallAnalysed(review.noting).draft(received('call.analysed.v1', analysis()), context));
    const waits = await review.queue();
    expect(waits.map(({ kind, doubt }) => [kind, doubt])).toEqual(['call-note', 'cancel-order', 'call-note'].map((kind) => [kind, 'the transcript of this call is in doubt (language)']));
    expect(await review.queue({ state: 'reviewed' })).toEqual([]);
  });

  it('of a flagged call wait no more once a later transcript is clean: what rests on it, and what comes after its analysis', async () => {
    const flags = [{ check: 'language', severity: 'review', detail: 'the call is in fr', utteranceIds: [] }];
    const flag = (version: number): Promise<void> => {
      const flagged = received('transcript.flagged.v1', { conversationId, call, transcriptVersion: version, language: 'fr', flags }, `flagged ${version}`);
      return review.react((context) => new ReviewWhenTranscriptFlagged(review.drafting).draft(flagged, context));
    };
    const made = (version: number): Promise<void> => {
      const later = received('call.retranscribed.v1', { ...retranscribed, conversationId, call, transcriptVersion: version, replaces: version - 1 }, `transcript ${version}`);
      return review.react((context) => new NoteWhenCallRetranscribed().note(later, context));
    };
    /** Checks that speak against something of this call which that event led to. */
    const doubts = (causationId: string): Promise<string[]> => review.test.db.transaction('demo', (tx) => doubtsAboutTranscript(tx, conversationId, causationId));
    const analysed = (version: number): Promise<void> => review.react((context) => new DraftNoteWhenCallAnalysed(review.noting).draft(received('call.analysed.v1', analysis({ transcriptVersion: version, analysisVersion: 2 }), `analysed ${version}`), context));

    await flag(1);
    await made(2);
    const first = await doubts('transcript 1');
    expect([first.length, await doubts('transcript 2')]).toEqual([1, []]);
    // A batch of re-analyses: only the analysis says which transcript it had.
    expect(await doubts('a batch')).toEqual(first);
    await analysed(2);
    expect(await doubts('a batch')).toEqual([]);
    await made(3);
    await flag(3);
    await analysed(3);
    expect([await doubts('transcript 2'), await doubts('transcript 3'), await doubts('a batch')]).toEqual([[], first, first]);
  });

  it('are seen by their own tenant alone', async () => {
    await waiting();
    expect(await review.queue({ state: 'all' }, reviewer('mallory', 'admin', 'other'))).toEqual([]);
  });
});

describe('leases', () => {
  it('are held by one of 16 reviewers who reach for an item at once', async () => {
    const id = await waiting();
    const { won, codes } = await settled(Array.from({ length: 16 }, (_, n) => review.leasing.take(id, {}, reviewer(`r${n}`))));
    expect({ won, codes }).toEqual({ won: 1, codes: ['ACTION.LEASED_BY_ANOTHER'] });
  });

  it('keep others from deciding, until given back', async () => {
    const id = await waiting();
    await review.leasing.take(id, { minutes: 5 }, reviewer('dana'));
    await expect(review.deciding.decide(id, { decision: 'approve', reason: 'x' }, reviewer('eli'))).rejects.toMatchObject({ code: 'ACTION.LEASED_BY_ANOTHER' });
    await expect(review.leasing.release(id, reviewer('eli'))).rejects.toMatchObject({ code: 'ACTION.NOT_LEASED' });
    await review.leasing.release(id, reviewer('dana'));
    await review.deciding.decide(id, { decision: 'approve', reason: 'x' }, reviewer('eli'));
    expect(await review.queue({ state: 'all' })).toMatchObject([{ decidedBy: 'eli', lease: null }]);
  });

  it('that were abandoned return by themselves', async () => {
    const id = await waiting();
    await review.leasing.take(id, { minutes: 0.005 }, reviewer('dana'));
    expect(await review.queue()).toMatchObject([{ lease: { heldBy: 'dana' } }]);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await review.queue()).toMatchObject([{ lease: null }]);
    expect(await review.leasing.take(id, {}, reviewer('eli'))).toMatchObject({ heldBy: 'eli' });
  });
});

describe('decisions', () => {
  it('of 16 reviewers at once: one wins, and the stream holds one', async () => {
    const id = await waiting();
    const decisions = Array.from({ length: 16 }, (_, n) => review.deciding.decide(id, { decision: n % 2 ? 'approve' : 'reject', reason: 'mine' }, reviewer(`r${n}`)));
    const { won, codes } = await settled(decisions);
    expect(won).toBe(1);
    expect(['ACTION.ALREADY_DECIDED', 'ACTION.LEASED_BY_ANOTHER']).toEqual(expect.arrayContaining(codes));
    expect(await review.history(id)).toEqual(['action.drafted.v1', 'action.reviewed.v1']);
  });

  it('of one reviewer sent 16 times: one wins', async () => {
    const id = await waiting();
    const { won, codes } = await settled(Array.from({ length: 16 }, () => review.deciding.decide(id, { decision: 'approve', reason: 'again', expectedVersion: 1 }, reviewer('dana'))));
    expect({ won, codes }).toEqual({ won: 1, codes: ['ACTION.ALREADY_DECIDED'] });
  });

  it('are kept from reviewers where the policy asks for a supervisor', async () => {
    await review.policies.set('cancel-order', { reviewerRole: 'supervisor' }, reviewer('ada', 'admin'));
    const id = await waiting();
    await expect(review.deciding.decide(id, { decision: 'reject', reason: 'x' }, reviewer('dana'))).rejects.toMatchObject({ code: 'ACTION.FORBIDDEN' });
    await review.deciding.decide(id, { decision: 'reject', reason: 'x' }, reviewer('sue', 'supervisor'));
  });

  it('of another tenant do not reach the action', async () => {
    const id = await waiting();
    await expect(review.deciding.decide(id, { decision: 'approve', reason: 'x' }, reviewer('mallory', 'admin', 'other'))).rejects.toMatchObject({ code: 'ACTION.NOT_FOUND' });
  });
});

describe("cases of a tenant's own kind of facts", () => {
  const visit = received('insight.custom-identified.v1', ownFact({ kind: 'showroom-visit', title: 'Wants a showroom visit', confidence: 0.97 }));
  const identify = (): Promise<void> => review.react((context) => new DraftCaseWhenOwnKindIdentified(review.drafting).draft(visit, context));

  it('wait for a person, however sure the engine is, until the tenant says otherwise', async () => {
    await identify();
    expect(await review.queue()).toMatchObject([{ kind: 'open-case', summary: 'Open a case: Wants a showroom visit.', doubt: expect.stringContaining('is below 1.00') as string, target: { fields: expect.arrayContaining([{ field: 'topic', before: null, after: 'showroom-visit' }]) as object[] } }]);
  });

  it('go by the policy of that kind, and not by that of cases', async () => {
    await review.policies.set('open-case', { threshold: 0 }, reviewer('sue', 'supervisor'));
    await review.policies.set('custom:showroom-visit', { threshold: 0.9 }, reviewer('sue', 'supervisor'));
    await identify();
    expect(await review.queue({ state: 'all' })).toMatchObject([{ state: 'reviewed', decidedBy: 'policy:custom:showroom-visit@2' }]);
    expect((await review.policies.list(reviewer('sue'))).map(({ kind }) => kind)).toContain('custom:showroom-visit');
  });

  it('are kept from reviewers where that policy asks for a supervisor', async () => {
    await review.policies.set('custom:showroom-visit', { reviewerRole: 'supervisor' }, reviewer('sue', 'supervisor'));
    await identify();
    const [item] = await review.queue();
    await expect(review.deciding.decide(item?.actionId ?? '', { decision: 'approve', reason: 'x' }, reviewer('dana'))).rejects.toMatchObject({ code: 'ACTION.FORBIDDEN' });
  });

  it('are not drafted where the policy is off', async () => {
    await review.policies.set('custom:showroom-visit', { drafts: false }, reviewer('sue', 'supervisor'));
    await identify();
    expect(await review.queue({ state: 'all' })).toEqual([]);
    await expect(review.policies.set('custom:Not A Name', { drafts: false }, reviewer('sue'))).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  });
});

describe('outcomes', () => {
  const refusal = { destination: 'hubspot', conversationId, kind: 'cancel-order', code: 'CRM.NO_CONTACT', reason: 'no contact has the number of this call' };

  it('that were refused end the action and leave one draft for a person, who may name the contact', async () => {
    await hear(sure);
    const [approved] = await review.queue({ state: 'all' });
    const actionId = approved?.actionId ?? '';
    const refused = received('crm.update-refused.v1', { ...refusal, actionId });
    const redraft = new RedraftWhenCrmUpdateRefused(review.redrafting);
    await review.react((context) => redraft.redraft(refused, context));
    await review.react((context) => redraft.redraft(refused, context));

    const items = await review.queue();
    expect(items).toMatchObject([{ supersedes: actionId, state: 'drafted', doubt: 'CRM.NO_CONTACT: no contact has the number of this call', factId: sure.metadata.id }]);
    expect(await review.queue({ state: 'application-failed' })).toMatchObject([{ actionId, supersededBy: items[0]?.actionId, failureCode: 'CRM.NO_CONTACT' }]);
    const decided = await review.deciding.decide(items[0]?.actionId ?? '', { decision: 'approve', reason: 'she is contact 10001', contactId: '10001' }, reviewer('dana'));
    expect(decided.target.fields).toContainEqual({ field: 'contact', before: null, after: '10001' });
  });

  it('that were applied show the fields before and after', async () => {
    await hear(sure);
    const [{ actionId } = { actionId: '' }] = await review.queue({ state: 'all' });
    const data: CrmRecordUpdatedV1 = { ...refusal, actionId, object: 'orders', objectId: '10011', operation: 'updated', factId: sure.metadata.id, changes: [{ field: 'hs_external_order_status', before: 'open', after: 'cancelled' }] };
    await review.react((context) => new RecordAppliedWhenCrmRecordUpdated(review.recording).record(received('crm.record-updated.v1', data), context));
    expect(await review.queue({ state: 'applied' })).toMatchObject([{ applied: { object: 'orders', operation: 'updated', changes: data.changes } }]);
    expect(await review.history(actionId)).toEqual(['action.drafted.v1', 'action.reviewed.v1', 'action.applied.v1']);
  });
});

describe('policies', () => {
  it('count up, one version for each of 8 changes at once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, n) => review.policies.set('open-case', { threshold: n / 10 }, reviewer('sue', 'supervisor'))));
    expect(await review.policies.show('open-case', reviewer('sue'))).toMatchObject({ version: 9 });
    expect(await review.policies.list(reviewer('x', 'reviewer', 'other'))).toMatchObject([{ version: 1 }, { version: 1, threshold: 0.7 }, {}, {}, { threshold: 0 }, { kind: 'refund', threshold: 1 }]);
  });

  it('refuse what is no threshold', async () => {
    await expect(review.policies.set('open-case', { threshold: 2 }, reviewer('sue'))).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  });
});
