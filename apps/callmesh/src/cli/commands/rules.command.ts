import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PackTest } from '@callmesh/extraction';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface ListedPack {
  readonly name: string;
  readonly version: number;
  readonly inForce: number;
  readonly about: string;
  readonly calibration: { readonly midpoint: number; readonly spread: number; readonly ceiling: number; readonly fitted?: number };
  readonly rules: readonly unknown[];
}

/** The score of one half, the steepness and the most; and in which calibration that was fitted. */
const curve = ({ midpoint, spread, ceiling, fitted }: ListedPack['calibration']): string => `${midpoint} ± ${spread}, at most ${ceiling}${fitted === undefined ? '' : ` (fitted, ${fitted})`}`;

interface PackVersion {
  readonly pack: string;
  readonly version: number;
  readonly inForce: boolean;
  readonly sameAs: number | null;
  readonly changedBy: string;
  readonly changedAt: string;
}

/** `callmesh rules test|show|put|rollback` */
export function rulesCommand(program: Command): void {
  const rules = program.command('rules').description('rule packs of the local engine (docs/how-to/write-rules.md)');

  rules
    .command('test <pack...>')
    .description('compile rule packs (files or folders) and try their examples; needs no running callmesh')
    .action(
      act<[string[]], object>(async ({ output }, _options, given) => {
        const { testPacks } = await import('@callmesh/extraction');
        const tested = testPacks(given.flatMap(filesIn));
        output.answer(tested, (all) => all.flatMap(linesOf));
        if (tested.some(failed)) process.exitCode = EXIT.failed;
      }),
    );

  rules
    .command('show [pack]')
    .description('the packs in force, or one as it is written')
    .option('--of <version>', 'an earlier version of it; 0 is the one that callmesh comes with')
    .action(
      act<[string | undefined], { of?: string }>(async ({ api, output }, { of }, pack) => {
        const client = await api();
        if (pack === undefined) {
          const { packs } = await client.call<{ packs: ListedPack[] }>('/rules');
          output.answer(packs, (all) => table(['PACK', 'VERSION', 'IN FORCE', 'RULES', 'CONFIDENCE', 'ABOUT'], all.map((p) => [p.name, p.version, p.inForce === 0 ? 'bundled' : `own ${p.inForce}`, p.rules.length, curve(p.calibration), p.about])));
          return;
        }
        const shown = await client.call<{ source: string; version: number; versions: PackVersion[] }>(`/rules/${encodeURIComponent(pack)}`, { query: { version: of } });
        const versions = shown.versions.map((v) => `# version ${v.version} by ${v.changedBy} at ${v.changedAt}${v.sameAs === null ? '' : `, rolled back to ${v.sameAs}`}${v.inForce ? ' (in force)' : ''}`);
        output.answer(shown, ({ source }) => [...versions, source.trimEnd()]);
      }),
    );

  rules
    .command('put <file>')
    .description("put a rule pack in force for your tenant, in place of the bundled one of its name")
    .action(
      act<[string], object>(async ({ api, output }, _options, file) => {
        const source = readText(file);
        const [, pack] = /^pack:\s*["']?([a-z0-9-]+)/m.exec(source) ?? [];
        if (pack === undefined) throw new CliError('RULES.INVALID', `${file} names no pack`, 'its first line says which it is, as `pack: callback`', EXIT.usage);
        const made = await (await api()).call<PackVersion>(`/rules/${pack}`, { method: 'PUT', body: { source } });
        output.answer(made, (m) => `✓ ${m.pack}: version ${m.version} is in force for the next call (callmesh rules rollback ${m.pack} --to ${m.version - 1} takes it back)`);
      }),
    );

  rules
    .command('rollback <pack>')
    .description('put an earlier version of a pack in force again')
    .requiredOption('--to <version>', 'which; 0 is the one that callmesh comes with')
    .action(
      act<[string], { to: string }>(async ({ api, output }, { to }, pack) => {
        if (!/^\d+$/.test(to)) throw new CliError('USAGE', `--to ${to} is no version`, 'callmesh rules show <pack> lists them', EXIT.usage);
        const made = await (await api()).call<PackVersion>(`/rules/${encodeURIComponent(pack)}/rollback`, { method: 'POST', body: { to: Number(to) } });
        output.answer(made, (m) => `✓ ${m.pack} is as in version ${m.sameAs ?? ''} again (version ${m.version})`);
      }),
    );
}

function filesIn(given: string): string[] {
  try {
    if (!statSync(given).isDirectory()) return [given];
  } catch {
    throw new CliError('RULES.NOT_FOUND', `there is no file or folder ${given}`, 'give a pack as YAML, or a folder of them', EXIT.usage);
  }
  const files = readdirSync(given).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => path.join(given, name));
  if (files.length === 0) throw new CliError('RULES.NOT_FOUND', `${given} holds no .yaml file`, 'give the folder of the packs', EXIT.usage);
  return files;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError('RULES.NOT_FOUND', `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`, 'give a pack as YAML', EXIT.usage);
  }
}

const failed = ({ fault, examples }: PackTest): boolean => fault !== null || examples.some(({ faults }) => faults.length > 0);

function linesOf(tested: PackTest): string[] {
  const { file, pack, rules, examples, fault } = tested;
  if (fault !== null) return [`✗ ${fault}`];
  const right = examples.filter(({ faults }) => faults.length === 0).length;
  const head = `${failed(tested) ? '✗' : '✓'} ${pack ?? file}: ${rules} rules, ${examples.length === 0 ? 'no examples' : `${right} of ${examples.length} examples as they should be`}`;
  return [head, ...examples.flatMap(({ say, faults }) => faults.map((wrong) => `    “${say}”: ${wrong}`))];
}
