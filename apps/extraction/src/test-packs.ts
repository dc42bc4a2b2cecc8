import { readFileSync } from 'node:fs';
import { DomainError } from '@callmesh/event-sourcing';
import { sharedLists } from './adapters/bundled-pack.adapter.js';
import { bundledRulePacks } from './adapters/rule-packs.adapter.js';
import { readPackText } from './domain/rule-packs/pack-text.js';
import { replaceable, replacePacks } from './domain/rule-packs/replace-packs.js';
import { tryExamples, type ExampleResult } from './domain/rule-packs/try-examples.js';

/** How a rule pack in a file did. */
export interface PackTest {
  readonly file: string;
  /** Its own name; null when it cannot be read. */
  readonly pack: string | null;
  readonly rules: number;
  readonly examples: readonly ExampleResult[];
  /** Why it cannot be used, with the place; null when it can. */
  readonly fault: string | null;
}

/** Compiles rule packs and tries their examples, as they would be with the packs of this build. Needs no running instance. */
export function testPacks(files: readonly string[]): PackTest[] {
  const lists = sharedLists();
  const packs = bundledRulePacks();
  return files.map((file) => {
    try {
      const read = readPackText(readFileSync(file, 'utf8'), lists, file);
      if (replaceable(packs).includes(read.pack.name)) replacePacks(packs, [read.pack]);
      return { file, pack: read.pack.name, rules: read.pack.rules.length, examples: tryExamples(read, packs), fault: null };
    } catch (error) {
      if (error instanceof DomainError) return { file, pack: null, rules: 0, examples: [], fault: error.message };
      throw error;
    }
  });
}
