import { mkdir, open, readFile, rename, truncate, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Step } from './records.js';

/**
 * An append log of JSON lines, flushed to disk before a write is answered: what was committed is still there after kill -9.
 * A last line that was only half written was never answered; it is cut off.
 */
export class Journal {
  private constructor(
    private file: FileHandle | null,
    private readonly dataFile: string | null,
  ) {}

  /** @param dataFile null keeps everything in memory. */
  static async open(dataFile: string | null): Promise<{ journal: Journal; steps: Step[] }> {
    if (dataFile === null) return { journal: new Journal(null, null), steps: [] };
    await mkdir(path.dirname(dataFile), { recursive: true });
    const text = await readFile(dataFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) await truncate(dataFile, Buffer.byteLength(whole));
    const steps = whole.split('\n').filter(Boolean).flatMap((line) => JSON.parse(line) as Step[]);
    return { journal: new Journal(await open(dataFile, 'a'), dataFile), steps };
  }

  /** Steps of one call are one line: all of them or none. */
  async append(steps: readonly Step[]): Promise<void> {
    if (!this.file || steps.length === 0) return;
    await this.file.appendFile(`${JSON.stringify(steps)}\n`);
    await this.file.datasync();
  }

  /** Takes steps out of the past, for good: the rest is written anew and put in the old one's place. */
  async drop(isDropped: (step: Step) => boolean): Promise<void> {
    if (!this.file || this.dataFile === null) return;
    const lines = (await readFile(this.dataFile, 'utf8')).split('\n').filter(Boolean);
    const kept = lines.map((line) => (JSON.parse(line) as Step[]).filter((step) => !isDropped(step))).filter((steps) => steps.length > 0);
    const next = await open(`${this.dataFile}.next`, 'w');
    await next.appendFile(kept.map((steps) => `${JSON.stringify(steps)}\n`).join(''));
    await next.datasync();
    await next.close();
    await this.file.close();
    await rename(`${this.dataFile}.next`, this.dataFile);
    this.file = await open(this.dataFile, 'a');
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}
