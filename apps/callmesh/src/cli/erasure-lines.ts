/** A conversation that an erasure would take. */
export interface PreviewAnswer {
  readonly conversationId: string;
  readonly status: string;
  readonly startedAt: string | null;
  readonly platformCallId: string | null;
  readonly onHold: boolean;
  readonly objects: number;
  readonly bytes: number;
}

interface ServiceReport {
  readonly service: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly outside: unknown;
  readonly left?: string;
}

/** An erasure as the API shows it. */
export interface ErasureAnswer {
  readonly id: string;
  readonly askedBy: string;
  readonly reason: string;
  readonly askedAt: string;
  readonly state: 'running' | 'done';
  readonly calls: readonly { readonly conversationId: string; readonly erasedAt: string | null }[];
  readonly receipt: {
    readonly conversations: readonly { readonly conversationId: string; readonly keyDestroyedAt: string; readonly services: readonly ServiceReport[] }[];
    readonly onHold: readonly string[];
    readonly runsOut: { readonly keysInMemory: string; readonly topics: { readonly rewritten: boolean; readonly until: string }; readonly wal: string | null; readonly backups: string | null };
    readonly signature: { readonly keyId: string };
  } | null;
}

/** An erasure for a person to read. */
export function receiptLines({ id, state, calls, receipt }: ErasureAnswer): string[] {
  if (!receipt) {
    const erased = calls.filter(({ erasedAt }) => erasedAt !== null).length;
    return [`${id} is ${state}: ${erased} of ${calls.length} keys destroyed${state === 'running' ? `; \`callmesh erase show ${id}\` has the receipt when every service has forgotten` : ''}`];
  }
  const { conversations, runsOut, signature } = receipt;
  return [
    ...conversations.flatMap(({ conversationId, keyDestroyedAt, services }) => [`✓ ${conversationId}: key destroyed ${keyDestroyedAt}`, ...services.map(serviceLine)]),
    ...receipt.onHold.map((conversationId) => `✗ ${conversationId}: on legal hold, left as it is`),
    `copies of the key in memory: gone by ${runsOut.keysInMemory}`,
    `topics: ${runsOut.topics.rewritten ? 'rewritten' : `run out ${runsOut.topics.until}`}`,
    `write-ahead log: ${runsOut.wal ? `runs out ${runsOut.wal}` : 'not known (set CALLMESH_WAL_DAYS)'}`,
    `backups: ${runsOut.backups ? `run out ${runsOut.backups}` : 'not known (set CALLMESH_BACKUP_DAYS)'}`,
    `signed with key ${signature.keyId}; receipt ${id}`,
  ];
}

function serviceLine({ service, rows, outside, left }: ServiceReport): string {
  const tables = Object.entries(rows).map(([name, count]) => `${name} ${count}`);
  const elsewhere = outside === null ? [] : outsideOf(outside);
  return `  ${left ? `✗ ${service} [${left}]` : service}: ${[...tables, ...elsewhere].join(', ') || 'nothing was there'}`;
}

/** A service's own words of what it deleted elsewhere: counts, or the records of a vendor one by one. */
function outsideOf(outside: unknown): string[] {
  const { destination, records, ...counts } = outside as { destination?: string; records?: readonly VendorRecord[] };
  const said = Object.entries(counts).map(([name, count]) => `${name} ${typeof count === 'object' ? JSON.stringify(count) : String(count)}`);
  return [...said, ...(records ?? []).map(({ object, objectId, outcome, code, goneBy }) => `${destination ?? 'outside'} ${object} ${objectId} ${outcome}${code ? ` [${code}]` : ''}${goneBy ? `, gone by ${goneBy}` : ''}`)];
}

interface VendorRecord {
  readonly object: string;
  readonly objectId: string;
  readonly outcome: string;
  readonly code?: string;
  readonly goneBy?: string;
}
