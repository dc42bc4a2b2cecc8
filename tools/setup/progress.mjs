// What a person sees while a fresh clone is being set up: one line per step, with its time, on standard error
// (standard output belongs to the command's own answer).
import { spawn } from 'node:child_process';

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Runs one step and says how long it took; a step that has nothing to do stays silent. */
export async function step(name, work) {
  const started = Date.now();
  const slow = setTimeout(() => process.stderr.write(`… ${name}\n`), 300);
  try {
    const result = await work();
    const took = Date.now() - started;
    if (took >= 300) process.stderr.write(`✓ ${name} (${seconds(took)})\n`);
    return result;
  } catch (error) {
    process.stderr.write(`✗ ${name} (${seconds(Date.now() - started)})\n`);
    throw error;
  } finally {
    clearTimeout(slow);
  }
}

/** Why set-up cannot go on, for a person: no stack trace. */
export class SetupError extends Error {}

/** Runs a program with its output on standard error. @returns its exit code; 128 + n when a signal ended it. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 2, 2], ...options });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
