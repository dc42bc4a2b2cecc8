import type { Evaluation } from './evaluate.js';
import { KINDS } from './kinds.js';
import type { Figures } from './score.js';

/** Columns of figures side by side, by the name that stands above them. */
export type Columns = Readonly<Record<string, Figures>>;

const show = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
const row = (name: string, cells: readonly string[]): string => `${name.padEnd(30)}${cells.map((cell) => cell.padStart(38)).join('')}`;

const TOTALS = ['precision', 'recall', 'entitiesExact', 'detailsExact', 'evidence', 'ece'] as const;

/** A readable table: totals first, then per kind precision / recall / entities exact (labels, found). */
export function table(columns: Columns): string {
  const all = Object.values(columns);
  return [
    row('', Object.keys(columns)),
    row('dialogues', all.map(({ dialogues }) => String(dialogues))),
    ...TOTALS.map((name) => row(name, all.map((figures) => show(figures[name])))),
    '',
    row('per kind', all.map(() => 'prec / rec / ent  labels found')),
    ...KINDS.map((kind) => row(kind, all.map(({ perKind: { [kind]: k } }) => `${[k.precision, k.recall, k.entitiesExact].map(show).join(' ')} ${String(k.labels).padStart(4)} ${String(k.found).padStart(4)}`))),
  ].join('\n');
}

const said = (fields: Readonly<Record<string, unknown>>): string => Object.entries(fields).map(([field, value]) => `${field}=${Array.isArray(value) ? value.join('+') : String(value)}`).join(' ');

/** What was missed, invented or told inexactly, dialogue by dialogue. */
export function misses({ matched }: Evaluation, inexact: (match: Evaluation['matched'][number]['matches'][number], timeZone: string) => boolean): string {
  return matched
    .flatMap(({ dialogue, missed, invented, matches }) => {
      const lines = [
        ...missed.map((label) => `  missed    ${label.kind} ${said(label.fields)} · ${label.lines.map((n) => `${n}: ${dialogue.lines[n - 1]?.text ?? ''}`).join(' | ')}`),
        ...invented.map((finding) => `  invented  ${finding.kind} ${said(finding.fields)} (${finding.confidence}) · ${finding.utterances.join(',')}: ${finding.quote}`),
        ...matches.filter((match) => inexact(match, dialogue.timeZone)).map(({ label, finding }) => `  inexact   ${label.kind} ${said(finding.fields)}; right is ${said(label.fields)} · ${finding.utterances.join(',')}: ${finding.quote}`),
      ];
      return lines.length > 0 ? [`${dialogue.id} (${dialogue.file}; ${dialogue.tags.join(', ')})`, ...lines] : [];
    })
    .join('\n');
}
