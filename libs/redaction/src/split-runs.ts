import { numericOf } from './answers.js';
import type { Questions, Topic } from './asked.js';
import { isComplete } from './classify.js';
import { byUtterance, digitsOf, groupsOf, pieces } from './run-parts.js';
import type { Run } from './runs.js';

/** More digits than one number of this topic has; what was said over several utterances is then cut at them. */
const LONGEST: Readonly<Partial<Record<Topic, number>>> = { phone: 16, number: 16, ssn: 13, card: 24, cvv: 6 };

/** Several numbers that were read as one: two things were asked for, one was said twice, or a short one stands before a whole one. */
export function split(run: Run, questions: Questions, textOf: (utterance: number) => string): readonly Run[] {
  const topics = numericOf(questions.all[run[0]?.utterance ?? -1] ?? []);
  if (topics.length > 1) {
    const parts = pieces(run);
    return parts.every((part) => digitsOf(part).length > 2) ? parts : [run];
  }
  const several = run[0]?.utterance !== run.at(-1)?.utterance;
  if (!several) return [run];
  const parts = byUtterance(run);
  const longest = topics[0] === undefined ? 16 : (LONGEST[topics[0]] ?? 24);
  if (digitsOf(run).length > longest) return parts;
  // "Fifteen. So 303-555-0115."
  const complete = parts.filter((part) => isComplete(digitsOf(part), groupsOf(part, textOf).join()));
  return complete.length === 1 && parts.every((part) => part === complete[0] || digitsOf(part).length <= 2) ? parts : [run];
}
