import { createDecipheriv, hkdfSync } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';

/** Something that a conversation's key opens. */
export interface Opened {
  /** `object <artifact>`, `vault` or `column <schema>.<table>`. */
  readonly where: string;
  readonly clear: Buffer;
}

interface DataKey {
  readonly id: Buffer;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly key: Buffer;
}

/** One cell of one row of any table, as text. */
export interface Cell {
  readonly table: string;
  readonly text: string;
}

const KEY_ID = 16;
const NONCE = 12;
const TAG = 16;
const OBJECT_HEADER = 4 + 1 + KEY_ID + 32;
const FRAME = 65_536 + TAG;

/** Every row of every table, in text; what is compressed in the files is readable here. */
export async function everyCell(client: pg.Client): Promise<Cell[]> {
  const { rows: tables } = await client.query<{ name: string }>(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_|^information_schema$' order by 1`);
  const cells: Cell[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
    for (const { row } of rows) cells.push(...Object.values(JSON.parse(row) as Record<string, unknown>).map((value) => ({ table: name, text: typeof value === 'string' ? value : JSON.stringify(value) })));
  }
  return cells;
}

/** The bytes of a cell: those that a bytea shows in hexadecimal, else its text. */
export const bytesOf = ({ text }: Cell): Buffer => (/^\\x[0-9a-f]*$/.test(text) ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text));

/** Opens all that any conversation's key opens: objects, values, and sealed texts wherever in a table they stand. Written from the formats alone. */
export async function openEverything(client: pg.Client, masterKey: string, root: string, cells: readonly Cell[]): Promise<Opened[]> {
  const keys = await dataKeys(client, masterKey);
  const values = await client.query<{ tenant_id: string; conversation_id: string; placeholder: string; sealed: Buffer }>('select * from vault.personal_values');
  const opened = values.rows.map(({ tenant_id: tenantId, conversation_id: conversationId, placeholder, sealed }) => {
    const key = keys.find((one) => one.tenantId === tenantId && one.conversationId === conversationId);
    return { where: 'vault', clear: openText(key, 'values', sealed, `value\n${tenantId}\n${conversationId}\n${placeholder}`) };
  });
  return [...opened, ...cells.flatMap((cell) => openTexts(cell, keys)), ...(await openObjects(root, keys))];
}

async function dataKeys(client: pg.Client, masterKey: string): Promise<DataKey[]> {
  const master = Buffer.from(masterKey, 'base64');
  const { rows } = await client.query<{ key_id: string; tenant_id: string; conversation_id: string; wrapped: Buffer }>('select * from vault.keys where wrapped is not null');
  return rows.map(({ key_id: id, tenant_id: tenantId, conversation_id: conversationId, wrapped }) => ({
    id: Buffer.from(id.replaceAll('-', ''), 'hex'),
    tenantId,
    conversationId,
    key: decrypt(master, wrapped.subarray(0, NONCE), wrapped.subarray(NONCE), Buffer.from(`callmesh data key 1\n${tenantId}\n${conversationId}\n${id}`)),
  }));
}

const derive = (key: Buffer, salt: Buffer, use: string): Buffer => Buffer.from(hkdfSync('sha256', key, salt, use, 32));

function decrypt(key: Buffer, nonce: Buffer, sealed: Buffer, associated: Buffer): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(associated).setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([cipher.update(sealed.subarray(0, -TAG)), cipher.final()]);
}

function openText(key: DataKey | undefined, use: 'fields' | 'values', sealed: Buffer, place: string): Buffer {
  if (!key) throw new Error(`there is no key for ${place}`);
  return decrypt(derive(key.key, Buffer.alloc(0), `callmesh ${use} 1`), sealed.subarray(KEY_ID, KEY_ID + NONCE), sealed.subarray(KEY_ID + NONCE), Buffer.from(place));
}

/** Sealed texts are base64 and begin with their key's id, in a column of their own or inside an event's body. */
function openTexts(cell: Cell, keys: readonly DataKey[]): Opened[] {
  const text = bytesOf(cell).toString('latin1');
  return keys.flatMap((key) => {
    // The id's 16 bytes are 21 characters and a part of the next.
    const start = key.id.toString('base64').slice(0, 21);
    const opened: Opened[] = [];
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      const [run = ''] = /^[A-Za-z0-9+/]+={0,2}/.exec(text.slice(at)) ?? [];
      const sealed = Buffer.from(run.slice(0, run.endsWith('=') ? undefined : run.length - (run.length % 4)), 'base64');
      const clear = firstThatOpens(sealed, (bytes) => openText(key, 'fields', bytes, `field\n${key.tenantId}\n${key.conversationId}`));
      if (!clear) throw new Error(`what begins like a sealed text in ${cell.table} does not open`);
      opened.push({ where: `column ${cell.table}`, clear });
    }
    return opened;
  });
}

/** In an event's body letters of the next field may follow right after: base64 groups are taken off until it opens. */
function firstThatOpens(sealed: Buffer, open: (bytes: Buffer) => Buffer): Buffer | null {
  for (let length = sealed.length; length > KEY_ID + NONCE + TAG; length -= 1) {
    try {
      return open(sealed.subarray(0, length));
    } catch {
      // shorter
    }
  }
  return null;
}

async function openObjects(root: string, keys: readonly DataKey[]): Promise<Opened[]> {
  const entries = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  // Folders with a dot hold what is no conversation's: the ledger of erasures, writes that never ended.
  const files = entries.filter((file) => !path.relative(root, file).startsWith('.'));
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      const header = bytes.subarray(0, OBJECT_HEADER);
      const key = keys.find(({ id }) => id.equals(header.subarray(5, 5 + KEY_ID)));
      if (!key) throw new Error(`no key opens ${file}`);
      const objectKey = derive(derive(key.key, Buffer.alloc(0), 'callmesh objects 1'), header.subarray(5 + KEY_ID), `callmesh object 1 claim://${path.relative(root, file)}`);
      const frames: Buffer[] = [];
      for (let at = OBJECT_HEADER, frame = 0; at < bytes.length; at += FRAME, frame += 1) {
        const nonce = Buffer.alloc(NONCE);
        nonce.writeUInt32BE(frame, 7);
        nonce.writeUInt8(at + FRAME >= bytes.length ? 1 : 0, 11);
        frames.push(decrypt(objectKey, nonce, bytes.subarray(at, at + FRAME), header));
      }
      return { where: `object ${path.basename(file)}`, clear: Buffer.concat(frames) };
    }),
  );
}
