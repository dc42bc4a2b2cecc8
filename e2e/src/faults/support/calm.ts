import { setTimeout as sleep } from 'node:timers/promises';

/** Between two and so many milliseconds, as the dice fall. */
export const between = (random: () => number, from: number, to: number): Promise<void> => sleep(from + random() * (to - from));
