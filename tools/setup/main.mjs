import { SetupError } from './progress.mjs';

/** Runs a set-up command; a fault that a person can mend is told without a stack trace. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(error instanceof SetupError ? `${error.message}\n` : `${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}
