import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Dialogue } from '../extraction/dialogue.js';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/scorecards');

/** A call with what a person gave each criterion. */
export interface LabelledCall {
  readonly dialogue: Dialogue;
  readonly labels: Readonly<Record<string, number | 'na'>>;
}

const text = z.string().trim().min(1);
const calls = z.array(
  z.strictObject({
    id: z.string(),
    callType: z.enum(['support', 'sales', 'onboarding']),
    lines: z.array(z.union([z.strictObject({ A: text }), z.strictObject({ C: text })])).min(2),
    labels: z.record(z.string(), z.union([z.int().min(1).max(5), z.literal('na')])),
  }),
);

/** Reads the labelled calls of a half. @throws Error naming what is wrong in the file. */
export async function readLabelledCalls(half: 'tuning' | 'held-out'): Promise<LabelledCall[]> {
  const parsed = calls.safeParse(parse(await readFile(path.join(folder, `${half}.yaml`), 'utf8')));
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `scorecards/${half}.yaml, ${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const common = { file: `scorecards/${half}.yaml`, startedAt: Date.parse('2026-03-10T10:00:00Z'), timeZone: 'Europe/London', tags: [] };
  return parsed.data.map(({ id, callType, lines, labels }) => ({
    labels,
    dialogue: { ...common, id, callType, labels: [], lines: lines.map((line) => ('A' in line ? { speaker: 'agent' as const, text: line.A } : { speaker: 'customer' as const, text: line.C })) },
  }));
}
