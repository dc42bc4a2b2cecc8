/** What a look at one thing came to. */
export interface Finding {
  readonly check: string;
  /** `note`: not wrong, worth knowing. */
  readonly state: 'ok' | 'note' | 'fault';
  readonly found: string;
  /** What to do about it. */
  readonly next?: string;
}

export const ok = (check: string, found: string): Finding => ({ check, state: 'ok', found });
export const note = (check: string, found: string, next?: string): Finding => ({ check, state: 'note', found, ...(next !== undefined && { next }) });
export const fault = (check: string, found: string, next: string): Finding => ({ check, state: 'fault', found, next });
