import { Pool } from 'pg';
import type { Kms } from '../kms.port.js';
import { AuditCalls, type AuditChainPage, type AuditQuery, type EntryPlace, type ListedEntry } from '../schema/audit-calls.js';
import { KeeperCalls } from '../schema/keeper-calls.js';
import { makeCheckpoint, type AuditCheckpoint } from './audit-checkpoint.js';
import { sealAudit, type Sealed } from './seal-audit.js';
import { openSigner, openSigners, type Signer } from './signer.js';
import type { AuditSource } from './audit-verdict.js';

/** Seals of a page; each brings its entries. */
const SEALS = 50;
const PLACES = 10_000;

/** The audit as the service that keeps it has it. */
export interface Audit {
  /** One round of sealing; harmless when others do it too. */
  seal(): Promise<Sealed>;
  /** What is written and not sealed, over all tenants. */
  gap(): Promise<{ entries: number; oldestSeconds: number }>;
  list(tenantId: string, query: AuditQuery): Promise<ListedEntry[]>;
  chainAfter(tenantId: string, seal: number): Promise<AuditChainPage>;
  placesAfter(tenantId: string, position: string): Promise<EntryPlace[]>;
  /** Public keys whose private half the master key opens. */
  publicKeys(): Promise<Buffer[]>;
  /** Where a tenant's chain stands, signed; undefined when nothing of it is sealed yet. */
  checkpoint(tenantId: string): Promise<AuditCheckpoint | undefined>;
  /** What `verifyAudit` reads. */
  source(tenantId: string): AuditSource;
  signer(): Promise<Signer>;
  close(): Promise<void>;
}

/** @param url connection of a role with the audit's rights, or of the administrator. */
export function createAudit({ url, kms }: { readonly url: string; readonly kms: Kms }): Audit {
  const pool = new Pool({ connectionString: url, max: 2, application_name: 'callmesh-audit' });
  // An idle connection that the server closed is replaced by the next call; without a listener it would end the process.
  pool.on('error', () => undefined);
  const [keeper, calls] = [new KeeperCalls(pool), new AuditCalls(pool)];
  let signer: Promise<Signer> | undefined;
  const open = (): Promise<Signer> =>
    (signer ??= openSigner(keeper, kms).catch((error: unknown) => {
      signer = undefined;
      throw error;
    }));
  const publicKeys = async (): Promise<Buffer[]> => (await openSigners(keeper, kms)).map(({ publicKey }) => publicKey);
  const chainAfter = (tenantId: string, seal: number): Promise<AuditChainPage> => calls.chainAfter(tenantId, seal, SEALS);
  const placesAfter = (tenantId: string, position: string): Promise<EntryPlace[]> => calls.positionsAfter(tenantId, position, PLACES);
  return {
    seal: () => sealAudit(keeper, open),
    gap: () => keeper.gap(),
    list: (tenantId, query) => calls.list(tenantId, query),
    chainAfter,
    placesAfter,
    publicKeys,
    async checkpoint(tenantId) {
      const [head] = await keeper.heads([tenantId]);
      if (!head?.hash) return undefined;
      return makeCheckpoint(await open(), { tenant: tenantId, seal: Number(head.number), entries: Number(head.entries), hash: head.hash.toString('hex'), at: new Date(Number(head.now_us) / 1_000).toISOString() });
    },
    source: (tenantId) => ({ keys: publicKeys, chainAfter: (seal) => chainAfter(tenantId, seal), positionsAfter: (position) => placesAfter(tenantId, position) }),
    signer: open,
    close: () => pool.end(),
  };
}
