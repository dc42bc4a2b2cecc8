import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { sidecarsOf } from '../capture-call/capture-file.js';

/** How long a settled recording waits for its sidecar, in settling times. */
const SIDECAR_PATIENCE = 5;
const NOT_OURS = /^\.|\.(meta|quarantined)\.json$|\.(part|tmp|filepart|crdownload)$/i;

interface Seen {
  /** Sizes and times of the file and its sidecars. */
  readonly mark: string;
  /** Monotonic ms. */
  readonly since: number;
}

/** A file that is complete. */
export interface SettledFile {
  readonly path: string;
  /** Changes when the file or its sidecar does. */
  readonly mark: string;
}

/**
 * Tells which files of a folder are complete. Copies and SFTP uploads grow while they arrive, and their sidecar may come after them:
 * a file is settled when neither it nor its sidecar has changed for a while, without a sidecar after a longer while.
 */
export class SettledFiles {
  private seen = new Map<string, Seen>();

  constructor(
    private readonly directory: string,
    private readonly settleMs: number,
  ) {}

  async poll(now: number): Promise<SettledFile[]> {
    const names = (await readdir(this.directory, { withFileTypes: true })).filter((entry) => entry.isFile() && !NOT_OURS.test(entry.name)).map((entry) => entry.name);
    const before = this.seen;
    this.seen = new Map();
    const settled: SettledFile[] = [];
    for (const name of names.sort()) {
      const file = path.join(this.directory, name);
      const marks = await Promise.all([file, ...sidecarsOf(file)].map(markOf));
      if (marks[0] === '') continue;
      const mark = marks.join('|');
      const known = before.get(name);
      const since = known?.mark === mark ? known.since : now;
      this.seen.set(name, { mark, since });
      const hasSidecar = marks[1] !== '' || marks[2] !== '';
      if (now - since >= this.settleMs * (hasSidecar ? 1 : SIDECAR_PATIENCE)) settled.push({ path: file, mark });
    }
    return settled;
  }
}

const markOf = (file: string): Promise<string> =>
  stat(file).then(
    ({ size, mtimeMs }) => `${size}@${mtimeMs}`,
    () => '',
  );
