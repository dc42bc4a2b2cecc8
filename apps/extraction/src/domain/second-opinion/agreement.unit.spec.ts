import type { Finding } from '../finding.js';
import { agree, withoutDoubles, type Claim } from './agreement.js';

const cancel = (orderId: string | null, confidence = 0.8): Finding => ({ type: 'order.cancellation-requested.v1', data: { confidence, entities: [], evidence: [], orderId, reason: null } });
const claimed = (finding: Finding, certainty: Claim['certainty'] = 'clear'): Claim => ({ finding, certainty });
const both = (rules: Finding[], claims: Claim[]): { rules: number[]; alone: number[] } => {
  const { findings, byModelAlone } = agree(rules, claims);
  return { rules: findings.map((f) => f.data.confidence), alone: byModelAlone.map((f) => f.data.confidence) };
};

it.each([
  ['rules alone keep theirs', [cancel('1')], [], { rules: [0.8], alone: [] }],
  ['both are surer', [cancel('1')], [claimed(cancel('1'))], { rules: [0.89], alone: [] }],
  ['both are a little surer where the model is less so', [cancel('1')], [claimed(cancel('1'), 'likely')], { rules: [0.86], alone: [] }],
  ['both are never certain', [cancel('1', 0.96)], [claimed(cancel('1'))], { rules: [0.97], alone: [] }],
  ['a model carries unsure rules over no threshold', [cancel('1', 0.49)], [claimed(cancel('1'))], { rules: [0.66], alone: [] }],
  ['a model alone reaches no threshold', [], [claimed(cancel('1')), claimed(cancel('2'), 'likely')], { rules: [], alone: [0.6, 0.5] }],
  ['another object is another fact', [cancel('1')], [claimed(cancel('2'))], { rules: [0.8], alone: [0.6] }],
  ['an object that one engine did not hear is neither agreement nor another fact', [cancel('1')], [claimed(cancel(null))], { rules: [0.8], alone: [] }],
])('%s', (_what, rules, claims, confidences) => expect(both(rules, claims)).toEqual(confidences));

it('whatever a model claims lowers nothing, and alone stays below 0.7', () => {
  for (let c = 0.3; c <= 0.96; c += 0.01) {
    const before = Math.round(c * 100) / 100;
    const { rules, alone } = both([cancel('1', before)], [claimed(cancel('1')), claimed(cancel('9'))]);
    expect(rules[0]).toBeGreaterThanOrEqual(before);
    if (before < 0.5) expect(rules[0]).toBeLessThan(0.7);
    expect(alone[0]).toBeLessThan(0.7);
  }
});

it('of doubles the clearer one stays', () => {
  expect(withoutDoubles([claimed(cancel('1'), 'likely'), claimed(cancel('1')), claimed(cancel('2'))])).toEqual([claimed(cancel('1')), claimed(cancel('2'))]);
});
