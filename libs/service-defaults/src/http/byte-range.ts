/** Which bytes of an answer are wanted, `to` not included. */
export type Wanted = { readonly kind: 'all' } | { readonly kind: 'part'; readonly from: number; readonly to: number } | { readonly kind: 'none' };

/**
 * Reads a `Range` header (RFC 9110, section 14). What is no range of bytes, or several of them, is answered whole, as the RFC allows.
 * @returns `none` when nothing of the object lies in it (416).
 */
export function readRange(header: string | undefined, bytes: number): Wanted {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return { kind: 'all' };
  if (first === '') return part(Math.max(0, bytes - Number(last)), bytes);
  if (last !== '' && Number(last) < Number(first)) return { kind: 'all' };
  return part(Number(first), last === '' ? bytes : Math.min(bytes, Number(last) + 1));
}

const part = (from: number, to: number): Wanted => (from < to ? { kind: 'part', from, to } : { kind: 'none' });
