import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface List {
  readonly version: number;
  readonly changedBy: string | null;
  readonly changedAt: string | null;
  readonly competitors: readonly { readonly name: string; readonly spoken: readonly string[] }[];
}

const HOW = 'give YAML or JSON as `competitors: [{ name: Northwind, spoken: [north winds] }]`';

/** `callmesh competitors set|show` */
export function competitorsCommand(program: Command): void {
  const competitors = program.command('competitors').description('the companies that your tenant competes with, found wherever they are named (docs/how-to/write-rules.md)');

  competitors
    .command('set <file>')
    .description('replace the list by the one of a file; it is in force for the next call')
    .action(
      act<[string], object>(async ({ api, output }, _options, file) => {
        const made = await (await api()).call<List>('/competitors', { method: 'PUT', body: await readList(file) });
        output.answer(made, (m) => `✓ competitors: version ${m.version} with ${m.competitors.length} names is in force for the next call`);
      }),
    );

  competitors
    .command('show')
    .description('the list in force')
    .option('--versions', 'all versions of it, newest first')
    .action(
      act<[], { versions?: boolean }>(async ({ api, output }, { versions }) => {
        const client = await api();
        if (versions) {
          const all = await client.call<List[]>('/competitors/versions');
          output.answer(all, (lists) => table(['VERSION', 'NAMES', 'BY', 'AT'], lists.map((l) => [l.version, l.competitors.length, l.changedBy ?? '', l.changedAt ?? ''])));
          return;
        }
        const list = await client.call<List>('/competitors');
        output.answer(list, (l) =>
          l.version === 0 ? 'there is no list yet: callmesh competitors set <file> makes it' : [`# version ${l.version} by ${l.changedBy ?? ''} at ${l.changedAt ?? ''}`, table(['COMPETITOR', 'ALSO SAID AS'], l.competitors.map((c) => [c.name, c.spoken.join(', ')]))],
        );
      }),
    );
}

async function readList(file: string): Promise<unknown> {
  const { readCompetitors } = await import('@callmesh/extraction');
  try {
    return readCompetitors(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError('COMPETITORS.INVALID', code === 'COMPETITORS.INVALID' ? `${file}: ${message}` : `${file} cannot be read (${code ?? 'unknown'})`, HOW, EXIT.usage);
  }
}
