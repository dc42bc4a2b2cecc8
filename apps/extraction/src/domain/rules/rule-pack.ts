import { z } from 'zod';
import type { MentionModel } from '../competitors/mention-model.js';
import type { LinearModel } from '../learned/linear-model.js';
import type { Learned } from '../phrases/learned.js';
import { compilePattern, type Lists, type Pattern } from './pattern.js';

const ruleSchema = z.strictObject({
  id: z.string(),
  /** What a match says; the kind's own code gives roles their meaning. */
  role: z.string(),
  /** Who has to say it. An unknown speaker is accepted, at a price. */
  speaker: z.enum(['customer', 'agent', 'any']).default('any'),
  /** Points it adds to the score. */
  weight: z.number().default(0),
  /** A free word for the kind, e.g. a complaint's topic. */
  tag: z.string().optional(),
  any: z.array(z.string()).min(1),
});

const packSchema = z.strictObject({
  pack: z.string(),
  version: z.number().int().positive(),
  language: z.literal('en'),
  about: z.string(),
  /** Calibration: confidence = 1 / (1 + e^−((score − midpoint) / spread)), never above `ceiling`. */
  calibration: z.strictObject({ midpoint: z.number(), spread: z.number().positive(), ceiling: z.number().max(1) }).optional(),
  lists: z.record(z.string(), z.array(z.string())).default({}),
  /** Weights of signals that the code counts, by name. */
  weights: z.record(z.string(), z.number()).default({}),
  rules: z.array(ruleSchema),
  /** What the pack is to do, for `callmesh rules test`; no part of what it does. */
  examples: z.unknown().optional(),
});

/** A rule with its patterns compiled. */
export interface Rule {
  readonly id: string;
  readonly role: string;
  readonly speaker: 'customer' | 'agent' | 'any';
  readonly weight: number;
  readonly tag: string | null;
  readonly patterns: readonly Pattern[];
}

/** How a score becomes a confidence. */
export interface Calibration {
  readonly midpoint: number;
  readonly spread: number;
  readonly ceiling: number;
  /** Version of the calibration it was fitted in; absent for a curve that a pack was written with. */
  readonly fitted?: number;
}

/** A pack of rules for one language, versioned as a file. */
export interface RulePack {
  readonly name: string;
  readonly version: number;
  readonly language: string;
  readonly about: string;
  readonly calibration: Calibration;
  /** Weights of signals that the code counts, by name. */
  readonly weights: Readonly<Record<string, number>>;
  readonly rules: readonly Rule[];
  /** How utterances sound, learned from labelled ones beside the rules; it stays when a tenant replaces the rules. */
  readonly sound?: LinearModel;
  /** What was learned from labelled calls beside the rules; a pack that somebody writes has none. */
  readonly learned?: Learned;
  /** How competitors are mentioned, learned beside the rules; a pack that somebody writes has none. */
  readonly mentions?: MentionModel;
}

const NO_CALIBRATION: Calibration = { midpoint: 0, spread: 1, ceiling: 1 };

/**
 * Reads a pack from its parsed YAML.
 * @param shared lists of the pack `shared`, usable in every pack.
 * @throws Error naming the pack, the rule and the pattern at fault.
 */
export function readRulePack(source: unknown, shared: Lists = {}): RulePack & { readonly lists: Lists } {
  const pack = packSchema.parse(source);
  const lists = { ...shared, ...pack.lists };
  const rules = pack.rules.map((rule) => ({
    id: rule.id,
    role: rule.role,
    speaker: rule.speaker,
    weight: rule.weight,
    tag: rule.tag ?? null,
    patterns: rule.any.map((pattern) => {
      try {
        return compilePattern(pattern, lists);
      } catch (error) {
        throw new Error(`rule pack ${pack.pack}, rule ${rule.id}, pattern "${pattern}": ${(error as Error).message}`, { cause: error });
      }
    }),
  }));
  return { name: pack.pack, version: pack.version, language: pack.language, about: pack.about, calibration: pack.calibration ?? NO_CALIBRATION, weights: pack.weights, rules, lists };
}
