import { decodeWith, DomainError, fromHeaders, type EventType, type ReceivedEvent, type SchemaRegistry } from '@callmesh/contracts';
import type { ReceivedMessage } from '../bus.port.js';
import { isInfrastructureFault, isTransient } from '../faults.js';
import { writtenWith } from '../registry/writer-schema.js';
import { NO_TENANT, type BatchContext, type Delivery, type Middleware } from './delivery.js';
import { GivenUp, type Retry } from './settle.middleware.js';

const TENANT = /^[A-Za-z0-9_.-]{1,63}$/;

/**
 * Reads envelope and body. What cannot be read keeps its place in its key's order, with the fault. Where the registry does not answer
 * for a schema that is not known yet, it is asked again for a while, and then that message alone counts as unreadable.
 */
export function decode(registry: SchemaRegistry, retry: Retry): Middleware<BatchContext> {
  return async (deliveries, context, next) => {
    const decoded: Delivery[] = [];
    for (const delivery of deliveries) {
      try {
        await retry(context, async () => void decoded.push({ ...delivery, event: await eventIn(registry, delivery) }));
      } catch (error) {
        if (!(error instanceof GivenUp)) throw error;
        decoded.push({ ...delivery, fault: error });
      }
    }
    await next(decoded, context);
  };
}

/** A message before decoding. */
export function deliveryOf(message: ReceivedMessage): Delivery {
  const tenantId = message.headers['ce_tenantid'] ?? '';
  return { message, type: message.headers['ce_type'] ?? '', tenantId: TENANT.test(tenantId) ? tenantId : NO_TENANT };
}

/** Decodes one delivery, or says why it cannot be. @throws what may pass by itself */
export async function decodeOne(registry: SchemaRegistry, delivery: Delivery): Promise<Delivery> {
  try {
    return { ...delivery, event: await eventIn(registry, delivery) };
  } catch (error) {
    if (isTransient(error) || isInfrastructureFault(error)) throw error;
    return { ...delivery, fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function eventIn(registry: SchemaRegistry, { message, tenantId }: Delivery): Promise<ReceivedEvent> {
  const { type, metadata } = fromHeaders(message.headers);
  if (tenantId === NO_TENANT) throw new DomainError('ENVELOPE.MALFORMED', 'CloudEvents headers: ce_tenantid is no tenant id (1 to 63 characters of A-Z, a-z, 0-9, _, . and -)');
  // Only types with a reaction come here, so the type is one of this build's.
  const known = type as EventType;
  const { schema, body } = await writtenWith(registry, message);
  return { type: known, data: decodeWith(schema, known, body), metadata };
}
