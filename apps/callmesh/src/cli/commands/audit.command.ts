import { readFile, writeFile } from 'node:fs/promises';
import type { AuditChainJson, AuditCheckpoint, AuditVerdict, EntryPlace } from '@callmesh/claim-check';
import type { Command } from 'commander';
import type { ApiClient } from '../api-client.js';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface OfTenant {
  readonly tenant?: string;
}

interface ListOptions extends OfTenant {
  readonly conversation?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly since?: string;
  readonly limit: string;
}

interface Listed {
  readonly entries: readonly { readonly at: string; readonly actor: string; readonly action: string; readonly reference: string; readonly purpose: string; readonly outcome: string; readonly sealed: boolean }[];
  readonly next: string | null;
}

/** `callmesh audit ls|verify|checkpoint` */
export function auditCommand(program: Command): void {
  const audit = program.command('audit').description('who read and decided what, and whether anybody tampered with that');

  audit
    .command('ls')
    .description('list the audit, newest first')
    .option('--conversation <id>', 'of one conversation')
    .option('--actor <actor>', 'of one person or service, e.g. reviewer:dana')
    .option('--action <action>', 'of one kind, e.g. read, resolve, decide')
    .option('--since <time>', 'ISO 8601')
    .option('--tenant <id>', 'another tenant, with an operator\'s key; ~installation for what concerns all of them')
    .option('--limit <n>', 'at most', '50')
    .action(
      act<[], ListOptions>(async (context, { conversation, actor, action, since, tenant, limit }) => {
        const api = await apiFor(context, tenant);
        const listed = await api.call<Listed>('/audit', { query: { conversationId: conversation, actor, action, since, tenantId: tenant, limit } });
        context.output.answer(listed, ({ entries }) => table(['AT', 'WHO', 'DID', 'WITH', 'WHY', 'OUTCOME', 'SEALED'], entries.map((one) => [one.at, one.actor, one.action, one.reference, one.purpose, one.outcome, one.sealed ? 'yes' : 'not yet'])));
      }),
    );

  audit
    .command('verify')
    .description('walk the chain on this machine: every signature, every entry, and what is beside it; exit code 1 when something is broken')
    .option('--checkpoint <file>', 'a checkpoint from before: notices a tail that was cut off')
    .option('--tenant <id>', 'another tenant, with an operator\'s key; ~installation for what concerns all of them')
    .action(
      act<[], OfTenant & { checkpoint?: string }>(async (context, { checkpoint: file, tenant }) => {
        const checkpoint = file === undefined ? undefined : await checkpointIn(file);
        const verdict = await verify(await apiFor(context, tenant), tenant, checkpoint);
        context.output.answer(verdict, linesOf);
        if (!verdict.intact) process.exitCode = EXIT.failed;
      }),
    );

  audit
    .command('checkpoint')
    .description('where the chain stands, signed: keep it where whoever runs the database cannot reach it')
    .option('--out <file>', 'write it there instead of printing it')
    .option('--tenant <id>', 'another tenant, with an operator\'s key; ~installation for what concerns all of them')
    .action(
      act<[], OfTenant & { out?: string }>(async (context, { out, tenant }) => {
        const checkpoint = await (await apiFor(context, tenant)).call<AuditCheckpoint>('/audit/checkpoint', { query: { tenantId: tenant } });
        if (out !== undefined) await writeFile(out, `${JSON.stringify(checkpoint, null, 2)}\n`, { flag: 'wx' }).catch((error: unknown) => { throw unwritable(out, error); });
        context.output.answer(checkpoint, () => (out === undefined ? JSON.stringify(checkpoint, null, 2) : `✓ ${out}: ${checkpoint.entries} entries up to ${checkpoint.at}, signed with ${checkpoint.keyId}`));
      }),
    );
}

/** A tenant is the operator's to choose; without one the own tenant's admin looks. */
const apiFor = (context: { api(): Promise<ApiClient>; operator(): Promise<ApiClient> }, tenant: string | undefined): Promise<ApiClient> => (tenant === undefined ? context.api() : context.operator());

async function verify(api: ApiClient, tenantId: string | undefined, checkpoint: AuditCheckpoint | undefined): Promise<AuditVerdict> {
  const { chainFromJson, verifyAudit } = await import('@callmesh/claim-check');
  const source = {
    keys: async () => (await api.call<{ publicKey: string }[]>('/audit/keys')).map(({ publicKey }) => Buffer.from(publicKey, 'base64')),
    chainAfter: async (after: number) => chainFromJson(await api.call<AuditChainJson>('/audit/chain', { query: { after, tenantId } })),
    positionsAfter: (after: string) => api.call<EntryPlace[]>('/audit/places', { query: { after, tenantId } }),
  };
  return verifyAudit(source, { now: Date.now(), ...(tenantId !== undefined && { tenant: tenantId }), ...(checkpoint && { checkpoint }) });
}

async function checkpointIn(file: string): Promise<AuditCheckpoint> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CliError('FILE.UNREADABLE', `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`, 'name the file that `callmesh audit checkpoint --out` wrote', EXIT.usage);
  });
  const { checkpointOf } = await import('@callmesh/claim-check');
  return checkpointOf(text);
}

function linesOf({ intact, firstBroken, faults, seals, entries, unsealed, checkpoint, keys, tenant }: AuditVerdict): string[] {
  const counted = `${entries} entries in ${seals} seals${tenant === '' ? '' : ` of tenant ${tenant}`}`;
  const waiting = unsealed.entries === 0 ? [] : [`  ${unsealed.entries} entries are not sealed yet, the oldest for ${Math.round(unsealed.oldestSeconds)} s: nobody could tell whether those were changed`];
  const against = checkpoint ? [`  nothing is missing since the checkpoint of ${checkpoint.at} (${checkpoint.entries} entries)`] : ['  without --checkpoint a tail that was cut off cannot be noticed'];
  if (intact) return [`✓ ${counted}: unbroken`, ...keys.map((key) => `  signed with ${key}`), ...against, ...waiting];
  return [`✗ ${counted}: broken`, `  first: ${firstBroken?.what ?? ''} [${firstBroken?.kind ?? ''}]`, ...faults.slice(1, 20).map(({ what, kind }) => `  then:  ${what} [${kind}]`), ...waiting];
}

const unwritable = (file: string, error: unknown): CliError =>
  (error as NodeJS.ErrnoException).code === 'EEXIST'
    ? new CliError('FILE.EXISTS', `${file} is there already, and an older checkpoint is worth keeping`, 'name another file', EXIT.usage)
    : new CliError('FILE.UNWRITABLE', `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`, 'name another file', EXIT.usage);
