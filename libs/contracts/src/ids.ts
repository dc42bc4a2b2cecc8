import { v5 } from 'uuid';

const NAMESPACE = '8a0f6b86-6f0e-5d0b-9a39-0d5f6a7c2e11';

/** UUIDv5 over the parts: the same parts always give the same id, so a redelivered cause repeats no effect (RFC 9562 §5.5). */
export function deterministicId(...parts: (string | number)[]): string {
  return v5(parts.map((part) => `${String(part).length}:${part}`).join('|'), NAMESPACE);
}
