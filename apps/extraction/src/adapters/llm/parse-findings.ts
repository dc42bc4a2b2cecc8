import { modelAnswer, type ModelFinding } from '../../domain/second-opinion/model-finding.js';
import type { LlmAnswer } from './read-answer.js';

/** A model's findings, or in words for it why its answer is none. */
export type Parsed = { readonly findings: readonly ModelFinding[] } | { readonly faults: readonly string[] };

const MOST_FAULTS = 8;

/** Reads a model's answer strictly; only a code fence around it is forgiven. What does not validate is not half used. */
export function parseFindings({ text, fault }: LlmAnswer): Parsed {
  if (fault === 'length') return { faults: ['it was cut off because it is too long: name fewer findings, with shorter quotes'] };
  if (fault === 'refused') return { faults: ['it refuses to answer: only findings about the transcript are asked for, or {"findings": []}'] };
  let value: unknown;
  try {
    value = JSON.parse(text.trim().replace(/^```(?:json)?\s*/i, '').replace(/\s*```$/, ''));
  } catch {
    return { faults: ['it is no JSON'] };
  }
  const read = modelAnswer.safeParse(value);
  if (read.success) return { findings: read.data.findings };
  return { faults: read.error.issues.slice(0, MOST_FAULTS).map(({ path, message }) => `${path.map(String).join('.') || 'the whole'}: ${message}`) };
}
