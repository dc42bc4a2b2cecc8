import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { speechMissing } from './speech-server.js';

const missing = speechMissing();
const engine = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../engines/whisper');

/** A Node process that starts the server as the host does, tells its process id, and waits. */
const STARTER = `
const child = require('node:child_process').spawn(process.argv[1], [process.argv[2], '--port', '0', '--parent', String(process.pid)], { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
child.stdout.once('data', () => console.log(child.pid));
setInterval(() => {}, 1000);
`;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

(missing === null ? it : it.skip)('the speech server ends when the process that started it is killed', async () => {
  const starter = spawn(process.execPath, ['-e', STARTER, path.join(engine, '.venv/bin/python'), path.join(engine, 'main.py')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: starter.stdout }), 'line')) as [string];
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);
  starter.kill('SIGKILL');
  for (let waited = 0; waited < 5_000 && isAlive(pid); waited += 100) await sleep(100);
  expect(isAlive(pid)).toBe(false);
});
