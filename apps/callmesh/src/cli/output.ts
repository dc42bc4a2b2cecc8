import { CliError, EXIT } from './cli.errors.js';

/** Where a command's answer goes: one JSON value, or lines for a person. Standard output holds nothing else. */
export class Output {
  constructor(readonly json: boolean) {}

  /** Prints the answer: `value` with `--json`, else what `lines` makes of it. */
  answer<T>(value: T, lines: (value: T) => string | readonly string[]): void {
    const text = this.json ? JSON.stringify(value, null, 2) : [lines(value)].flat().join('\n');
    process.stdout.write(`${text}\n`);
  }

  /** Prints a remark on standard error, for a person only. */
  remark(text: string): void {
    if (!this.json) process.stderr.write(`${text}\n`);
  }
}

/** Tells an error and sets the exit code. */
export async function tellError(error: unknown, json: boolean): Promise<void> {
  const { code, message, next, exitCode } = await explained(error);
  process.stderr.write(json ? `${JSON.stringify({ error: { code, message, next } })}\n` : `${message} [${code}]\n${next ? `→ ${next}\n` : ''}`);
  process.exitCode = exitCode;
}

async function explained(error: unknown): Promise<{ code: string; message: string; next: string; exitCode: number }> {
  if (error instanceof CliError) return error;
  const { DomainError } = await import('@callmesh/contracts');
  if (error instanceof DomainError) return { code: error.code, message: error.message, next: '', exitCode: error.code.startsWith('CONFIG.') ? EXIT.usage : EXIT.failed };
  const { stack, message } = error instanceof Error ? error : { stack: String(error), message: String(error) };
  return { code: 'INTERNAL', message: `callmesh failed: ${message}`, next: `this is a fault in callmesh; please report it with this trace:\n${stack ?? ''}`, exitCode: EXIT.failed };
}

/** Left-aligned columns; the header is the first row. */
export function table(header: readonly string[], rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  const cells = [header, ...rows.map((row) => row.map((cell) => String(cell ?? '–')))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}
