/** Exit codes of `callmesh`, stable for scripts. */
export const EXIT = {
  done: 0,
  /** The work failed or was refused; the message says why. */
  failed: 1,
  /** Wrong arguments or configuration. */
  usage: 2,
  /** No callmesh answers at that address. */
  unreachable: 3,
  /** The API key was refused. */
  denied: 4,
} as const;

/** An error for a person: what happened and why in the message, what to do in `next`. */
export class CliError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly next: string,
    readonly exitCode: number = EXIT.failed,
  ) {
    super(message);
    this.name = 'CliError';
  }
}
