import type { Utterance } from '@callmesh/contracts';
import { NEVER_KEPT, type Finding } from './finding.js';

/** Gives each value its placeholder: the same value the same one, a part of a longer value that of the whole. */
export class Placeholders {
  private readonly byValue = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  /** Values for the vault. */
  readonly values = new Map<string, string>();

  /** Numbering goes on above what the text already holds, so that a second pass cannot give a number twice. */
  constructor(utterances: readonly Utterance[]) {
    for (const utterance of utterances) {
      if (!utterance.text.includes('[')) continue;
      for (const match of utterance.text.matchAll(/\[(?<type>[A-Z][A-Z_]*)_(?<number>\d+)\]/g)) {
        const type = match.groups?.['type'] ?? '';
        this.counts.set(type, Math.max(this.counts.get(type) ?? 0, Number(match.groups?.['number'])));
      }
    }
  }

  of(finding: Finding): string {
    const key = `${finding.type} ${finding.value}`;
    const known = this.byValue.get(key);
    if (known !== undefined) return known;
    const number = (this.counts.get(finding.type) ?? 0) + 1;
    const placeholder = `[${finding.type}_${number}]`;
    this.counts.set(finding.type, number);
    this.byValue.set(key, placeholder);
    if (!NEVER_KEPT.has(finding.type)) this.values.set(placeholder, finding.value);
    return placeholder;
  }
}
