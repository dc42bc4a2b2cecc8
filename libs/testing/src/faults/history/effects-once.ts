import type { History, Violation } from './history.js';

/**
 * I2: an effect that was decided on ended once: made (and the outside holds it, once), refused (and the outside does not), or
 * uncertain (and a person is asked, once). What the outside holds was decided on.
 */
export function effectsOnce({ decided, outside }: History): Violation[] {
  const broken = (what: string): Violation => ({ invariant: 'I2', what });
  const held = new Map<string, Set<string>>();
  for (const { key, object } of outside) held.set(key, (held.get(key) ?? new Set()).add(object));

  const twice = [...held].filter(([, objects]) => objects.size > 1).map(([key, objects]) => broken(`effect ${key} is held ${objects.size} times: ${[...objects].join(', ')}`));
  const undecided = [...held.keys()].filter((key) => !decided.some((one) => one.key === key)).map((key) => broken(`effect ${key} is held outside and nobody decided on it`));

  const ends = decided.flatMap(({ key, actionId, outcomes, inReview }) => {
    if (outcomes.length === 0) return [broken(`action ${actionId} (effect ${key}) has no outcome`)];
    if (outcomes.length > 1) return [broken(`action ${actionId} (effect ${key}) ended ${outcomes.length} times: ${outcomes.join(', ')}`)];
    const others = decided.some((one) => one.key === key && one.actionId !== actionId && one.outcomes.includes('made'));
    switch (outcomes[0]) {
      case 'made':
        return held.has(key) ? [] : [broken(`effect ${key} is said to be made and the outside does not hold it`)];
      case 'refused':
        return held.has(key) && !others ? [broken(`effect ${key} is said to be refused and the outside holds it`)] : [];
      case 'uncertain':
        return inReview ? [] : [broken(`effect ${key} is uncertain and no person is asked`)];
      default:
        return [];
    }
  });
  return [...twice, ...undecided, ...ends];
}
