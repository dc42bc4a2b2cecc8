import type { Atom, Run } from './runs.js';

/** All digits of a run; sound-alikes count. */
export const digitsOf = (run: Run): string => run.map((atom) => atom.digits).join('');

/** The run cut at its pauses and sound-alikes, for when nothing says that it is one number. */
export function tightParts(run: Run): Run[] {
  const parts: Atom[][] = [];
  for (const atom of run) {
    if (atom.doubtful && atom.digits !== '0') continue;
    const last = parts.at(-1);
    if (last === undefined || atom.joint !== 'tight') parts.push([atom]);
    else last.push(atom);
  }
  return parts;
}

/** The run cut where a second number may begin, when two were asked for. */
export function pieces(run: Run): Run[] {
  const parts: Atom[][] = [];
  for (const atom of run) {
    const last = parts.at(-1);
    if (last === undefined || atom.begins) parts.push([atom]);
    else last.push(atom);
  }
  return parts;
}

/** The run cut where the next utterance begins. */
export function byUtterance(run: Run): Run[] {
  const parts: Atom[][] = [];
  for (const atom of run) {
    const last = parts.at(-1);
    if (last === undefined || last[0]?.utterance !== atom.utterance) parts.push([atom]);
    else last.push(atom);
  }
  return parts;
}

/** Lengths of the groups in which a run was said or written: `[3, 2, 4]`. */
export function groupsOf(run: Run, textOf: (utterance: number) => string): number[] {
  const groups: number[] = [];
  let before: Atom | undefined;
  for (const atom of run) {
    const figures = /^\d/.test(textOf(atom.utterance).slice(atom.start, atom.end));
    const split = before === undefined || atom.joint !== 'tight' || (figures && (atom.digits.length > 1 || before.digits.length > 1)) || atom.utterance !== before.utterance;
    if (split) groups.push(atom.digits.length);
    else groups.push((groups.pop() ?? 0) + atom.digits.length);
    before = atom;
  }
  return groups;
}
