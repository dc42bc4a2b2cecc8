import { deterministicId } from '@callmesh/contracts';
import { rebuildInline } from '@callmesh/event-sourcing';
import { DraftActionWhenCancellationRequested } from '../reactors/draft-action-when-cancellation-requested.reactor.js';
import { DraftNoteWhenCallAnalysed } from '../reactors/draft-note-when-call-analysed.reactor.js';
import { analysis, cancellation } from '../testing/insights.js';
import { received, reviewer, startReview } from '../testing/review-service.js';
import { QueueProjection } from './queue.projection.js';

let review: Awaited<ReturnType<typeof startReview>>;
beforeEach(async () => {
  review = await startReview();
});
afterEach(() => review.test.drop());

const hear = (event: Parameters<DraftActionWhenCancellationRequested['draft']>[0]): Promise<void> => review.react((context) => new DraftActionWhenCancellationRequested(review.drafting).draft(event, context));

describe('the queue, rebuilt from the events', () => {
  const rows = async (table: string): Promise<string[]> =>
    review.test.db.transaction('demo', async (tx) => (await tx.query<{ row: string }>(`select t::text as row from ${table} t order by 1`)).rows.map(({ row }) => row));
  const rebuild = (): Promise<number> => rebuildInline(review.test.db, review.test.cipher, new QueueProjection());

  it('has the very same rows, also of decided items, and leaves leases with those who hold them', async () => {
    await review.react((context) => new DraftNoteWhenCallAnalysed(review.noting).draft(received('call.analysed.v1', analysis({ confidence: 0.1 })), context));
    await hear(received('order.cancellation-requested.v1', cancellation({ confidence: 0.62 })));
    const [item] = await review.queue();
    const actionId = item?.actionId ?? '';
    await review.leasing.take(actionId, { minutes: 5 }, reviewer('dana'));
    const [live, leases] = [await rows('queue_items'), await rows('leases')];
    expect(live).toHaveLength(2);
    expect(leases).toHaveLength(1);
    // What was lost or wrong by hand is mended, not kept.
    await review.test.db.transaction('demo', (tx) => tx.query(`update queue_items set summary = 'wrong', reason = 'made up'`));
    expect(await rebuild()).toBe(3);
    expect(await rows('queue_items')).toEqual(live);
    expect(await rows('leases')).toEqual(leases);
  });

  it('misses nothing that is drafted and decided meanwhile', async () => {
    let over = false;
    const drafting = (async () => {
      for (let n = 0; !over; n += 1) await hear(received('order.cancellation-requested.v1', cancellation({ orderId: `4821${n}`, confidence: n % 2 ? 0.62 : 0.99 }), deterministicId('draft', n)));
    })();
    for (let passed = 0; passed < 15; ) passed = await rebuild();
    over = true;
    await drafting;
    const live = await rows('queue_items');
    await rebuild();
    expect(await rows('queue_items')).toEqual(live);
    expect(live.length).toBeGreaterThan(9);
  });
});
