import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `postmaster.pid` says (PostgreSQL source, `src/include/utils/pidfile.h`: pid, folder, start, port, …, status on line 8). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The server that holds the data folder, or undefined when none says so. */
export function readPostmaster(data: string): Postmaster | undefined {
  try {
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number.parseInt(lines[0] ?? '', 10);
    if (!Number.isInteger(pid)) return undefined;
    return { pid, port: Number.parseInt(lines[3] ?? '0', 10), ready: (lines[7] ?? '').trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** `/proc/<pid>/stat` from its third field on (proc(5)): state first; the name before it may itself hold spaces. Only Linux has it. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** Whether a process with this id lives. One that has ended and was not yet collected (state Z) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return statOf(pid)[0] !== 'Z';
}

/** False when the id certainly belongs to another program by now (only Linux can tell); then the pid file is a leftover. */
export function looksLikePostgres(pid: number): boolean {
  if (!existsSync('/proc/self/comm')) return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}

/** Whether any process has the data folder as its working directory, as every process of a server does (only Linux can tell). */
export function worksIn(data: string): boolean {
  if (!existsSync('/proc/self/cwd')) return false;
  return readdirSync('/proc').some((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`) === data;
    } catch {
      return false;
    }
  });
}

/** Tells two processes with the same id apart: the id and, where `/proc` exists, the process's start time (field 22 of stat). */
export function identityOf(pid: number): string {
  return `${pid} ${statOf(pid)[19] ?? ''}`.trim();
}

/** Waits until the process has ended. @returns false when it still lives after `timeoutMs`. */
async function ended(pid: number, timeoutMs: number): Promise<boolean> {
  for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(10)) if (!isAlive(pid)) return true;
  return !isAlive(pid);
}

/** Asks the server to end: fast shutdown first (SIGINT), immediate (SIGQUIT) when that takes too long. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await ended(pid, 10_000)) return;
  }
}
