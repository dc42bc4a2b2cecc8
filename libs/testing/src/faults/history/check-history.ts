import { effectsOnce } from './effects-once.js';
import type { History, Violation } from './history.js';
import { nothingLost } from './nothing-lost.js';
import { orderKept } from './order-kept.js';
import { nothingSilent, projectionsEqual } from './seen-and-equal.js';

/**
 * Judges a run by what was seen of it from outside. **I1** no acknowledged event lost; **I2** every outside effect once, or one
 * review item; **I3** order per conversation within a topic; **I4** read models rebuilt from zero are byte-equal; **I5** nothing
 * stands still in silence.
 * @returns what is broken; [] when nothing is.
 */
export function checkHistory(history: History): Violation[] {
  return [...nothingLost(history), ...effectsOnce(history), ...orderKept(history), ...projectionsEqual(history.projections ?? []), ...nothingSilent(history.standstills ?? [])];
}
