import { constants } from 'node:fs';
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import { makeDirectory, rootLogger, SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { FolderLease } from '../../adapters/tables/folder-leases.js';
import { CaptureCall } from '../capture-call/capture-call.handler.js';
import { captureFile, sidecarsOf } from '../capture-call/capture-file.js';
import type { CaptureAnswer } from '../capture-call/submission.js';
import { SettledFiles, type SettledFile } from './settled-files.js';

/** A process that was killed keeps the folder for so long. */
const LEASE_MS = 10_000;

const noteOf = (file: string): string => `${file}.quarantined.json`;

/**
 * Takes in what is dropped into a folder. Taken files move to `done/`; what went to quarantine stays, with a note beside it, and is
 * tried again when it or its sidecar changes. A recording that a party refused is deleted. Of several instances one does it.
 */
@Injectable()
export class WatchFolder implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private stopped = false;
  private lease: FolderLease | undefined;
  private ending: Promise<void> | undefined;

  constructor(
    private readonly captureCall: CaptureCall,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { CALLMESH_WATCH_DIR: directory, CALLMESH_WATCH_SETTLE_MS: settleMs } = this.config.env;
    if (!directory) return;
    await usable(directory);
    const files = new SettledFiles(directory, settleMs);
    this.lease = new FolderLease(this.db, path.resolve(directory), LEASE_MS);
    const next = (): void => {
      if (this.stopped) return;
      this.timer = setTimeout(() => {
        this.round = this.poll(files).finally(next);
      }, Math.max(100, settleMs / 3));
    };
    next();
    this.config.stopping?.addEventListener('abort', () => void this.stop());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Finishes the file in hand and lets another instance have the folder. */
  private stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    return (this.ending ??= this.round.then(() => this.lease?.release()).catch(() => {
      // Without a database the lease lapses by itself.
    }));
  }

  private async poll(files: SettledFiles): Promise<void> {
    try {
      // Everyone watches what settles, so that a successor need not begin anew.
      for (const file of await files.poll(performance.now())) {
        if (this.stopped || !(await this.lease?.take())) return;
        await this.take(file);
      }
    } catch (error) {
      rootLogger().warn({ err: error }, 'the watched folder cannot be read; it is tried again');
    }
  }

  private async take(file: SettledFile): Promise<void> {
    const note = await readFile(noteOf(file.path), 'utf8').catch(() => null);
    if (note !== null && markIn(note) === file.mark) return;
    try {
      const answer = await captureFile(this.captureCall, { tenantId: this.config.env.CALLMESH_WATCH_TENANT, connection: 'folder', path: file.path });
      await settle(file, answer);
    } catch (error) {
      // A full disk or an absent database passes: the file stays and its turn comes again.
      const code = error instanceof DomainError ? error.code : undefined;
      rootLogger().warn({ err: error, code }, 'a file of the watched folder was not taken; it is tried again');
    }
  }
}

/** @throws DomainError `CONFIG.WATCH_DIRECTORY`: a folder that nothing can be taken from is told at the start, not file by file. */
async function usable(directory: string): Promise<void> {
  try {
    await makeDirectory(path.join(directory, 'done'));
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DomainError('CONFIG.WATCH_DIRECTORY', `the watched folder ${directory} cannot be used (${code ?? message}): it must be a folder in which callmesh may read, write and make folders. Set CALLMESH_WATCH_DIR to another, or unset it`);
  }
}

async function settle({ path: file, mark }: SettledFile, answer: CaptureAnswer): Promise<void> {
  if (answer.status === 'quarantined') {
    const { quarantineId, code, reason, missing } = answer;
    const next = 'correct the file or its .meta.json here, or re-submit it with POST /api/v1/quarantine/{quarantineId}/resubmit';
    await writeFile(noteOf(file), `${JSON.stringify({ quarantineId, code, reason, missing, next, mark }, null, 2)}\n`);
    return;
  }
  const sidecars = [];
  for (const sidecar of sidecarsOf(file)) if (await exists(sidecar)) sidecars.push(sidecar);
  for (const part of [file, ...sidecars]) {
    if (answer.status === 'refused') await rm(part, { force: true });
    else await rename(part, await freeName(path.join(path.dirname(part), 'done', path.basename(part))));
  }
  await rm(noteOf(file), { force: true });
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** The same name may come every day: nothing in `done/` is overwritten. */
async function freeName(wanted: string): Promise<string> {
  let name = wanted;
  for (let number = 2; await exists(name); number += 1) name = `${wanted}.${number}`;
  return name;
}

function markIn(note: string): unknown {
  try {
    return (JSON.parse(note) as { mark?: unknown }).mark;
  } catch {
    return undefined;
  }
}
