import type { MessagingMetrics } from '../metrics.port.js';
import type { BatchContext, Middleware } from './delivery.js';

/**
 * Drops and counts messages of types that this group does not hear, by `ce_type` alone: newer majors and others' facts ride on
 * the same topic and are no fault.
 */
export function skipUnknown(hears: (type: string) => boolean, metrics: MessagingMetrics): Middleware<BatchContext> {
  return async (deliveries, context, next) => {
    // Without a type nobody can tell whom it concerns: decoding will name the fault.
    const known = deliveries.filter(({ type }) => type === '' || hears(type));
    if (known.length < deliveries.length) metrics.skippedUnknown(context.group, context.topic, deliveries.length - known.length);
    if (known.length > 0) await next(known, context);
  };
}
