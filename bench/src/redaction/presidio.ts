import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Marked, Span } from './marked.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const folder = path.join(root, 'bench/presidio');
/** Its types by ours; dates and nationalities are left out, because its types do not tell a birth date or a person's from others. */
const TYPES: Readonly<Record<string, string>> = {
  PERSON: 'PERSON', PHONE_NUMBER: 'PHONE', EMAIL_ADDRESS: 'EMAIL', CREDIT_CARD: 'CREDIT_CARD', US_SSN: 'SSN', US_ITIN: 'SSN', US_PASSPORT: 'SSN', UK_NHS: 'SSN', UK_NINO: 'SSN', IN_AADHAAR: 'SSN', IN_PAN: 'SSN', ES_NIF: 'SSN',
  IBAN_CODE: 'IBAN', US_BANK_NUMBER: 'IBAN', IP_ADDRESS: 'IP', URL: 'URL', LOCATION: 'ADDRESS', US_DRIVER_LICENSE: 'DRIVER_LICENCE',
};
/** Entities that both know. */
export const BOTH_KNOW: ReadonlySet<string> = new Set(Object.values(TYPES));

/** What Presidio found, and how fast. */
export interface PresidioRun {
  readonly found: readonly (readonly Span[])[];
  /** Characters per second of processor time; loading is not counted. */
  readonly charactersPerSecond: number;
}

/**
 * Runs Presidio (pinned in `bench/presidio/requirements.txt`, in an environment of its own under `.cache`) over texts.
 * @returns a string, why it could not be run, on a machine without a Python or without its packages.
 */
export async function runPresidio(texts: readonly Marked[], progress: (message: string) => void): Promise<PresidioRun | string> {
  const python = await ensureEnvironment(progress);
  if (python.startsWith('Presidio')) return python;
  progress(`Presidio reads ${texts.length} texts`);
  const lines = await analyse(python, texts.map(({ text }) => JSON.stringify({ text })).join('\n'));
  const told = JSON.parse(lines.pop() ?? '{}') as { seconds: number; characters: number };
  const found = lines.map((line, at) => {
    const text = texts[at]?.text ?? '';
    const { spans } = JSON.parse(line) as { spans: { start: number; end: number; type: string }[] };
    return spans.flatMap(({ start, end, type }) => (TYPES[type] === undefined ? [] : [{ start: units(text, start), end: units(text, end), type: TYPES[type] }]));
  });
  return { found, charactersPerSecond: Math.round(told.characters / told.seconds) };
}

/** Python counts characters, JavaScript UTF-16 units. */
const units = (text: string, characters: number): number => Array.from(text).slice(0, characters).join('').length;

async function ensureEnvironment(progress: (message: string) => void): Promise<string> {
  const requirements = path.join(folder, 'requirements.txt');
  const digest = createHash('sha256').update(await readFile(requirements)).digest('hex').slice(0, 12);
  const venv = path.join(root, '.cache', `presidio-${digest}`);
  const python = path.join(venv, 'bin/python');
  if (await access(python).then(() => true, () => false)) return python;
  progress('Presidio is installed for this bench alone (400 MB, some minutes)');
  const run = promisify(execFile);
  const scratch = `${venv}.tmp-${process.pid}`;
  try {
    await mkdir(path.dirname(venv), { recursive: true });
    await run('python3', ['-m', 'venv', scratch], { timeout: 120_000 });
    await run(path.join(scratch, 'bin/python'), ['-m', 'pip', 'install', '--require-hashes', '--only-binary=:all:', '--disable-pip-version-check', '--no-input', '-q', '-r', requirements], { timeout: 1_200_000, maxBuffer: 16 << 20 });
    // The interpreter is called by its path, so the environment may move.
    await rename(scratch, venv);
    return python;
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    return `Presidio was not run beside it: its packages could not be installed (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)})`;
  }
}

async function analyse(python: string, input: string): Promise<string[]> {
  const child = spawn(python, [path.join(folder, 'analyse.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  child.stdin.end(input);
  const code = await ended;
  if (code !== 0) throw new Error(`Presidio ended with ${code}: ${Buffer.concat(err).toString('utf8').trim().split('\n').at(-1) ?? ''}`);
  return Buffer.concat(out).toString('utf8').trim().split('\n');
}
