import { calibrationError } from './calibration-error.js';
import { dialoguesOf } from './corpus.js';
import type { Dialogue } from './dialogue.js';
import type { Finding } from './finding.js';
import { matchFindings, type Matched } from './match.js';
import { sameField } from './same.js';
import { score } from './score.js';

const ZONE = 'Europe/London';

function call(...labels: string[]): Dialogue {
  const [dialogue] = dialoguesOf(
    'tuning/x.yaml',
    `[{ id: t-x, startedAt: 2026-03-12T10:05:00Z, timeZone: ${ZONE}, callType: support, tags: [], lines: [{ C: one }, { C: two }], labels: [${labels.join(', ')}] }]`,
  );
  if (!dialogue) throw new Error('no dialogue');
  return dialogue;
}

const cancel = (orderId: string | null, confidence = 0.9): Finding => ({ kind: 'order.cancellation-requested', confidence, utterances: ['u1'], quote: '', fields: { orderId } });
const wanted = (orderId: string): string => `{ kind: order.cancellation-requested, lines: [1], orderId: "${orderId}" }`;
const match = (dialogue: Dialogue, ...findings: Finding[]): Matched => matchFindings(dialogue, findings, () => true);

describe('findings and labels', () => {
  it('two orders: each finding goes to its own label, whatever their order', () => {
    const { matches, missed, invented } = match(call(wanted('51877'), wanted('51902')), cancel('51902'), cancel('51877'));
    expect(matches.map(({ label, finding }) => [label.fields.orderId, finding.fields.orderId]).sort()).toEqual([['51877', '51877'], ['51902', '51902']]);
    expect([missed, invented]).toEqual([[], []]);
  });

  it('a wrong id is a hit of the kind with an entity that is not exact; a second finding is invented', () => {
    const matched = match(call(wanted('51877')), cancel('51878'), cancel(null));
    expect(score([matched], () => true)).toMatchObject({ precision: 0.5, recall: 1, entitiesExact: 0, perKind: { 'order.cancellation-requested': { labels: 1, found: 2, precision: 0.5, recall: 1, entitiesExact: 0 } } });
  });

  it('a finding of another kind answers nothing; where nothing was labelled and nothing found there is no figure', () => {
    const matched = match(call(wanted('51877')), { ...cancel('51877'), kind: 'refund.requested' });
    expect(matched).toMatchObject({ matches: [], missed: [{}], invented: [{}] });
    expect(score([matched], () => true).perKind).toMatchObject({ 'refund.requested': { labels: 0, found: 1, precision: 0, recall: null }, 'order.cancellation-requested': { labels: 1, found: 0, precision: null, recall: 0 } });
    expect(score([match(call())], () => true)).toMatchObject({ precision: null, recall: null, ece: null });
  });

  it('kinds without an entity do not make entities look exact', () => {
    const dialogue = call('{ kind: customer.issue-identified, lines: [1], topic: delivery }');
    const issue: Finding = { kind: 'customer.issue-identified', confidence: 0.8, utterances: ['u2'], quote: '', fields: { topic: 'billing' } };
    expect(score([match(dialogue, issue)], () => false)).toMatchObject({ recall: 1, entitiesExact: null, detailsExact: 0, evidence: 0 });
  });
});

describe('the same, as far as it can be heard', () => {
  it.each([
    ['orderId', 'SO-55021', 'so 55 021', true],
    ['orderId', '51877', '51878', false],
    ['orderId', null, '51877', false],
    ['orderId', null, null, true],
    ['amount', '89.90', '89.9', true],
    ['currency', 'GBP', null, false],
    ['competitor', 'Karoo Cell', 'karoo  cell', true],
    ['dueAt', '2026-03-17', '2026-03-17', true],
    ['dueAt', '2026-03-17', '2026-03-17T09:00:00+00:00', true],
    ['dueAt', '2026-03-17', '2026-03-16T23:30:00-05:00', true],
    ['dueAt', '2026-03-17', '2026-03-18', false],
    ['dueAt', '2026-03-17T09:30:00+00:00', '2026-03-17T10:30:00+01:00', true],
    ['dueAt', '2026-03-17T09:30:00+00:00', '2026-03-17', false],
    ['dueAt', '2026-03-17T09:30:00+00:00', '2026-03-17T09:31:00+00:00', false],
  ] as const)('%s: %p and %p: %p', (field, label, found, same) => {
    expect(sameField(field, label, found, ZONE)).toBe(same);
  });

  it('signals are a set', () => {
    expect(sameField('signals', ['legal', 'manager'], ['manager', 'legal'], ZONE)).toBe(true);
    expect(sameField('signals', ['legal'], ['manager', 'legal'], ZONE)).toBe(false);
  });
});

describe('calibration error', () => {
  it('is nought for an engine that is right as often as it says, and its overconfidence otherwise', () => {
    const said = (confidence: number, hits: number, of: number): { confidence: number; isHit: boolean }[] => Array.from({ length: of }, (_, at) => ({ confidence, isHit: at < hits }));
    expect(calibrationError(said(0.75, 3, 4))).toBeCloseTo(0);
    expect(calibrationError(said(0.95, 1, 2))).toBeCloseTo(0.45);
    expect(calibrationError([...said(0.95, 1, 2), ...said(0.5, 1, 2)])).toBeCloseTo(0.225);
    expect(calibrationError(said(1, 2, 2))).toBe(0);
  });
});
