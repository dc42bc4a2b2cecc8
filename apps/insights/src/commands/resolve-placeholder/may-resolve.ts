import type { Caller } from '@callmesh/service-defaults';

/** People who work with calls may ask for any value of their tenant; what a subscriber may read is written on its key. */
export function mayResolve({ role, resolves = [] }: Caller, placeholder: string): boolean {
  return role !== 'subscriber' || resolves.includes(typeOf(placeholder));
}

/** `[CREDIT_CARD_2]` → `CREDIT_CARD`. */
export const typeOf = (placeholder: string): string => placeholder.replace(/^\[|\]$|_\d+\]$/g, '');
