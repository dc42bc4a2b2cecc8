import { STATUS_CODES } from 'node:http';

/** An error answer (RFC 9457) with callmesh's stable code. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Quote it when asking for help: the log lines of this request carry it too. */
  readonly correlationId?: string;
  readonly [member: string]: unknown;
}

/** Builds an error answer. */
export function problem(code: string, detail: string, status: number, details: Readonly<Record<string, unknown>> = {}): Problem {
  return { ...details, type: `urn:callmesh:problem:${code}`, title: STATUS_CODES[status] ?? 'Error', status, code, detail };
}
