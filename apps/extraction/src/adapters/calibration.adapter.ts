import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Calibration } from '../domain/rules/rule-pack.js';

const calibrationSchema = z.strictObject({
  calibration: z.number().int().positive(),
  fittedOn: z.string(),
  date: z.string(),
  /** How many findings the curve that each pack was written with counts for. */
  prior: z.number().positive(),
  packs: z.record(
    z.string(),
    z.strictObject({ midpoint: z.number(), spread: z.number().positive(), ceiling: z.number().max(1), findings: z.number().int(), right: z.number().int() }),
  ),
});

/**
 * Reads the bundled calibration: for each pack the curve from score to confidence that was fitted to labelled calls.
 * @returns the curve of a pack by its name; null for packs that state no facts.
 */
export function bundledCalibration(): (pack: string) => Calibration | null {
  const { calibration, packs } = calibrationSchema.parse(parse(readFileSync(new URL('../rules/calibration.yaml', import.meta.url), 'utf8')));
  return (pack) => {
    const own = packs[pack];
    return own ? { midpoint: own.midpoint, spread: own.spread, ceiling: own.ceiling, fitted: calibration } : null;
  };
}
