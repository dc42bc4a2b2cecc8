import { hash } from 'node:crypto';

/** Namespace 8a0f6b86-6f0e-5d0b-9a39-0d5f6a7c2e11. */
const NAMESPACE = Buffer.from('8a0f6b866f0e5d0b9a390d5f6a7c2e11', 'hex');

/** UUIDv5 over the parts: the same parts always give the same id, so a redelivered cause repeats no effect (RFC 9562 §5.5). */
export function deterministicId(...parts: (string | number)[]): string {
  const name = parts.map((part) => `${String(part).length}:${part}`).join('|');
  const hex = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]), 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
