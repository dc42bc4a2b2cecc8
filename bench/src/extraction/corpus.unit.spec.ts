import { checkedIds, dialoguesOf, HALVES, readHalf, type Half } from './corpus.js';

const GOOD = `
- id: t-x-01
  startedAt: 2026-03-12T10:05:00Z
  timeZone: Europe/London
  callType: support
  tags: [plain]
  lines:
    - A: Hello?
    - C: Please cancel 51877.
  labels:
    - { kind: order.cancellation-requested, lines: [2], orderId: "51877" }
`;
const refusal = (from: string, to: string): (() => unknown) => () => dialoguesOf('tuning/x.yaml', GOOD.replace(from, to));

describe('the extraction corpus', () => {
  it.each(Object.keys(HALVES) as Half[])('%s: every dialogue is well formed, ids are unique', async (half) => {
    const dialogues = await readHalf(half);
    expect(dialogues.length).toBeGreaterThanOrEqual(75);
  });

  it('has at least 150 dialogues, at least 30 with nothing to find, and negations, hypotheticals, agent-said, third-party, two-of-a-kind in each half', async () => {
    const halves = await Promise.all((Object.keys(HALVES) as Half[]).map(readHalf));
    const all = halves.flat();
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(all.filter(({ labels }) => labels.length === 0).length).toBeGreaterThanOrEqual(30);
    for (const half of halves) {
      const tags = new Set(half.flatMap(({ tags: own }) => own));
      expect([...tags]).toEqual(expect.arrayContaining(['negation', 'hypothetical', 'agent-said', 'third-party', 'two-of-a-kind']));
    }
  });
});

describe('a fault in the corpus is named with file, dialogue and field', () => {
  it.each([
    ['kind: order.cancellation-requested', 'kind: order.cancelled', /^tuning\/x\.yaml, t-x-01, labels\[0\]\.kind: /],
    ['orderId:', 'orderNumber:', /^tuning\/x\.yaml, t-x-01, labels\[0\]: .*orderNumber/],
    ['orderId: "51877"', 'orderId: 51877', /^tuning\/x\.yaml, t-x-01, labels\[0\]\.orderId: /],
    ['lines: [2]', 'lines: [3]', /^tuning\/x\.yaml, t-x-01, labels\[0\]\.lines: there is no line 3, the dialogue has 2/],
    ['lines: [2]', 'lines: []', /^tuning\/x\.yaml, t-x-01, labels\[0\]\.lines: /],
    ['- A: Hello?', '- B: Hello?', /^tuning\/x\.yaml, t-x-01, lines\[0\]: one of A, C or U/],
    ['- A: Hello?', '- A: 51877', /^tuning\/x\.yaml, t-x-01, lines\[0\].*(quotes|string)/],
    ['Europe/London', 'Europe/Londn', /^tuning\/x\.yaml, t-x-01, timeZone: no IANA time zone/],
    ['tags: [plain]', 'tags: [nothing]', /^tuning\/x\.yaml, t-x-01, tags: "nothing", but there are 1 labels/],
    ['tags: [plain]', 'tags: [easy]', /^tuning\/x\.yaml, t-x-01, tags\[0\]: /],
    ['callType: support', 'callTyp: support', /^tuning\/x\.yaml, t-x-01, callType: [^]*the whole: .*callTyp/],
  ])('%s → %s', (from, to, message) => {
    expect(refusal(from, to)).toThrow(message);
  });

  it('an id that stands twice, and one of the other half', () => {
    const twice = dialoguesOf('tuning/x.yaml', GOOD + GOOD);
    expect(() => checkedIds(twice, ['t-'])).toThrow('tuning/x.yaml, t-x-01, id: it stands in tuning/x.yaml already');
    expect(() => checkedIds(twice.slice(1), ['i-', 'j-'])).toThrow('tuning/x.yaml, t-x-01, id: in this half ids begin with i-, j-');
  });

  it('what is right is read', () => {
    expect(dialoguesOf('tuning/x.yaml', GOOD)).toMatchObject([{ id: 't-x-01', lines: [{ speaker: 'agent' }, { speaker: 'customer', text: 'Please cancel 51877.' }], labels: [{ fields: { orderId: '51877' } }] }]);
  });
});
