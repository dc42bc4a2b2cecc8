import { readFileSync } from 'node:fs';
import { bundledPackText, sharedLists } from '../../adapters/bundled-pack.adapter.js';
import { readCompetitors } from '../../competitor-file.js';
import { bundledRulePacks } from '../../adapters/rule-packs.adapter.js';
import { transcriptOf } from '../../testing/conversations.js';
import { readConversation } from '../language/tokens.js';
import { kindDefinition } from '../own-kinds/kind-definition.js';
import { compileKind } from '../own-kinds/own-kind.js';
import { compilePattern } from '../rules/pattern.js';
import { compileTracker } from '../trackers/tracker.js';
import { trackerDefinition } from '../trackers/tracker-definition.js';
import { readPackText } from './pack-text.js';
import { replacePacks } from './replace-packs.js';
import { tryExamples } from './try-examples.js';

const guide = readFileSync(new URL('../../../../../docs/how-to/write-rules.md', import.meta.url), 'utf8');
const lists = sharedLists();
const packs = bundledRulePacks();

const rows = [...guide.matchAll(/^\| `(.+?)` \| (.+?) \| (yes|no) \|$/gm)].map(([, pattern = '', words = '', matches = '']) => [pattern.replaceAll('\\|', '|'), words, matches === 'yes'] as const);

it('the guide shows patterns', () => expect(rows.length).toBeGreaterThan(10));

it.each(rows)('%s in “%s”: %s, as the guide says', (source, words, matches) => {
  const { tokens, sentences } = readConversation(transcriptOf([`C: ${words}`]).utterances);
  const pattern = compilePattern(source, lists);
  const found = sentences.some(({ from, to }) => tokens.slice(from, to).some((_, i) => pattern.match(tokens, from + i, from, to) !== null));
  expect(found).toBe(matches);
});

it('the pack of the guide does what its examples say, and could replace the bundled one', () => {
  const [, yaml = ''] = /<!-- tested -->\n```yaml\n([\s\S]*?)```/.exec(guide) ?? [];
  const read = readPackText(yaml, lists);
  expect(read.examples.length).toBeGreaterThan(3);
  expect(() => replacePacks(packs, [read.pack])).not.toThrow();
  expect(tryExamples(read, packs).flatMap(({ say, faults }) => faults.map((fault) => `${say}: ${fault}`))).toEqual([]);
});

it('the bundled pack of spoken instructions does what its examples say', () => {
  const read = readPackText(bundledPackText('spoken-instructions'), lists);
  expect(read.examples.length).toBeGreaterThan(5);
  expect(tryExamples(read, packs).flatMap(({ say, faults }) => faults.map((fault) => `${say}: ${fault}`))).toEqual([]);
});

it('the kind and the tracker of the guide are ones', () => {
  const json = (what: string): unknown => JSON.parse(new RegExp(`<!-- tested: ${what} \\S+ -->\\n\`\`\`json\\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1] ?? '');
  expect(() => compileKind('showroom-visit', 1, kindDefinition.parse(json('kind')), lists)).not.toThrow();
  expect(() => compileTracker('refund-today', 1, trackerDefinition.parse(json('tracker')))).not.toThrow();
});

it('the competitors of the guide are a list that can be used', () => {
  const [, yaml = ''] = /<!-- tested: competitors -->\n```yaml\n([\s\S]*?)```/.exec(guide) ?? [];
  expect(readCompetitors(yaml).competitors.map(({ name }) => name)).toEqual(['Northwind Energy', 'O2', 'Three']);
  expect(() => readCompetitors('competitors: [{ name: 7 }]')).toThrow('competitors.0.name');
});

describe('examples that fail say how', () => {
  const tried = (example: string): readonly string[] =>
    tryExamples(readPackText(`pack: callback\nversion: 1\nlanguage: en\nabout: x\nrules:\n  - { id: bird, role: request, any: [send me ~1 owl] }\nexamples:\n${example}`, lists), packs).flatMap(({ faults }) => faults);
  it.each([
    ['  - { say: Send me an owl., expect: [bird] }', []],
    ['  - { say: Send him an owl., expect: [bird] }', ['bird does not match']],
    ['  - { say: Send me an owl., expect: [] }', ['bird should not match']],
    ['  - { say: Send me an owl., not: [bird] }', ['bird should not match']],
    ['  - { say: Do not send me an owl., expect: [bird] }', ['bird does not match']],
    ['  - { say: Hello there my friend., expect: [fish] }', ['the pack has no rule fish']],
    ['  - { say: Hello there my friend., facts: [refund.requested] }', ['the engine finds nothing instead of refund.requested']],
  ])('%s', (example, faults) => expect(tried(example)).toEqual(faults));
});

it.each([
  ['rules: [', /line 1: /],
  ['pack: x\nversion: one\nlanguage: en\nabout: x\nrules: []\n', /line 2, version: /],
  ['pack: x\nversion: 1\nlanguage: en\nabout: x\nrules:\n  - id: a\n    role: b\n    any: []\n', /line 8, rules\.0\.any: /],
  ['pack: x\nversion: 1\nlanguage: en\nabout: x\nrules: []\nexamples:\n  - say: Hello.\n    wants: [a]\n', /line 7, examples\.0: .*wants/],
])('a fault names its line: %j', (text, message) => expect(() => readPackText(text, lists)).toThrow(message));
