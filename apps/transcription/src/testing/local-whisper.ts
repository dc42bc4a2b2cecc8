import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const engine = fileURLToPath(new URL('../../../../engines/whisper/', import.meta.url));
const python = `${engine}.venv/bin/python`;

/** What is missing for the local speech server; null when nothing is. */
export const whisperMissing = (): string | null => (existsSync(python) ? null : 'the local speech engine is not installed: run `node engines/whisper/install.mjs`');

/** Starts the local speech server; it ends with this process at the latest. */
export async function startLocalWhisper(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = spawn(python, [`${engine}main.py`, '--port', '0', '--parent', String(process.pid)], { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: server.stdout });
  const ended = once(server, 'exit').then(([code]) => Promise.reject(new Error(`the speech server ended at once (${String(code)})`)));
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => undefined);
  const { listening } = JSON.parse(line) as { listening: string };
  return {
    url: listening,
    stop: async () => {
      lines.close();
      if (server.exitCode === null && server.kill()) await once(server, 'exit');
    },
  };
}
