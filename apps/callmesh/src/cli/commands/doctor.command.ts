import type { Environment } from '@callmesh/service-defaults';
import type { Command } from 'commander';
import type { Finding } from '../../doctor/finding.js';
import { dataDirectory, type InstanceFile } from '../../host/data-directory.js';
import { readJson } from '../../host/private-file.js';
import { EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';

const LINGER_MS = 500;
const SIGNS: Readonly<Record<Finding['state'], string>> = { ok: '✓', note: '·', fault: '✗' };

/** `callmesh doctor` */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('prove each dependency (database, broker, registry, object store, speech, CRM, keys, disk, clock) and say what to do; needs no running instance')
    .action(
      act<[], object>(async ({ output }, { data }) => {
        const directory = dataDirectory(data ?? process.env.CALLMESH_DATA_DIR ?? '.callmesh');
        const [{ runningEmbeddedUrl }, { allProbes }, { runProbes }] = await Promise.all([import('@callmesh/event-sourcing'), import('../../doctor/all-probes.js'), import('../../doctor/probe.js')]);
        const env = await configured();
        const adminUrl = env?.DATABASE_URL ?? (env?.DATABASE_APP_URL ? undefined : await runningEmbeddedUrl(directory.postgres).catch(() => undefined));
        const findings = await runProbes(allProbes, { env, directory, instance: await readJson<InstanceFile>(directory.instance), adminUrl });
        const faults = findings.filter(({ state }) => state === 'fault').length;
        output.answer({ faults, findings }, () => [
          ...findings.map(({ check, state, found, next }) => `${SIGNS[state]} ${check}: ${found}${next ? `\n    → ${next}` : ''}`),
          faults === 0 ? 'nothing is wrong' : `${faults} fault(s)`,
        ]);
        process.exitCode = faults === 0 ? EXIT.done : EXIT.failed;
        // A server that never answers must not keep the command: what was asked is left behind.
        setTimeout(() => process.exit(), LINGER_MS).unref();
      }),
    );
}

/** What cannot be used is a finding of its own. */
async function configured(): Promise<Environment | undefined> {
  const { loadEnvironment } = await import('@callmesh/service-defaults');
  try {
    return loadEnvironment();
  } catch {
    return undefined;
  }
}
