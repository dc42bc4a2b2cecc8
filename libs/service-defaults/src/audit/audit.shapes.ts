import { z } from 'zod';

const position = z.string().regex(/^\d{1,19}$/, 'must be a position: digits');
const ofTenant = { tenantId: z.string().min(1).max(128).optional().describe('operators only: another tenant than the caller\'s own; ~installation for what concerns all of them') };

export const ListQuery = z.object({
  ...ofTenant,
  conversationId: z.string().min(1).max(128).optional().describe('what was read, resolved or decided of one conversation'),
  actor: z.string().min(1).max(200).optional().describe('who, e.g. reviewer:dana or service:crm-sync'),
  action: z.string().min(1).max(80).optional().describe('what, e.g. read, resolve, decide'),
  since: z.iso.datetime({ offset: true }).optional(),
  before: position.optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export const ChainQuery = z.object({ ...ofTenant, after: z.coerce.number().int().min(0).default(0).describe('number of the last seal of the page before') });
export const PlacesQuery = z.object({ ...ofTenant, after: position.default('0').describe('last position of the page before') });
export const OfTenant = z.object(ofTenant);

const entry = {
  position: z.string(),
  service: z.string().describe('database role that acted'),
  actor: z.string(),
  purpose: z.string(),
  action: z.string(),
  reference: z.string(),
  outcome: z.string().describe('allowed, what was decided, or the code of the error'),
};

export const Listed = z.object({
  entries: z.array(z.object({ ...entry, at: z.iso.datetime(), sealed: z.boolean().describe('whether the chain holds it already; it does within seconds') })),
  next: z.string().nullable().describe('pass it as `before` for older entries'),
});
export const Chain = z.object({
  seals: z.array(
    z.object({
      tenant: z.string(),
      number: z.number().int(),
      firstEntry: z.number().int(),
      positions: z.array(z.string()),
      digests: z.string().describe('base64, 32 bytes an entry: SHA-256'),
      previous: z.string().describe('hex: hash of the seal before'),
      hash: z.string().describe('hex'),
      sealedUs: z.string().describe('microseconds since 1970'),
      complete: z.boolean(),
      keyId: z.string(),
      signature: z.string().describe('base64, Ed25519'),
    }),
  ),
  entries: z.array(z.object({ ...entry, tenant: z.string(), atUs: z.string().describe('microseconds since 1970') })),
});
export const Places = z.array(z.object({ position: z.string(), atUs: z.string(), settled: z.boolean() }));
export const Keys = z.array(z.object({ keyId: z.string(), publicKey: z.string().describe('SubjectPublicKeyInfo, DER, base64') }));
export const Checkpoint = z.object({
  kind: z.literal('callmesh audit checkpoint'),
  version: z.literal(1),
  tenant: z.string(),
  seal: z.number().int(),
  entries: z.number().int(),
  hash: z.string(),
  at: z.iso.datetime(),
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});
