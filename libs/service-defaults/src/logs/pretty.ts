const COLOURS: Readonly<Record<string, string>> = { error: '\u001b[31m', fatal: '\u001b[31m', warn: '\u001b[33m', info: '', debug: '\u001b[2m', trace: '\u001b[2m' };

interface LogLine {
  readonly time?: string;
  readonly level?: string;
  readonly msg?: string;
  readonly service?: string;
  readonly err?: { readonly code?: string; readonly message?: string };
}

/** One short line for a person out of one JSON log line: time, service, message, reason. */
export function prettyLine(line: string): string {
  try {
    const { time = '', level = 'info', msg = '', service, err } = JSON.parse(line) as LogLine;
    const reason = err ? `: ${[err.code, err.message].filter(Boolean).join(' ')}` : '';
    const text = `${time.slice(11, 19)} ${service ? `[${service}] ` : ''}${msg}${reason}`;
    const colour = process.stderr.isTTY ? COLOURS[level] : '';
    return colour ? `${colour}${text}\u001b[0m\n` : `${text}\n`;
  } catch {
    return line;
  }
}
