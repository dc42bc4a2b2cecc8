import { logLevel, type logCreator } from 'kafkajs';

/**
 * Passes kafkajs' errors on and drops the rest: it logs every rebalance and retry, and its own words about a rejected batch,
 * which the consumer reports itself.
 */
export function quietLogger(onError: (error: unknown, where: string) => void): logCreator {
  return () =>
    ({ namespace, level, log }) => {
      if (level !== logLevel.ERROR || log['retryCount'] !== undefined) return;
      onError(new Error(String(log['error'] ?? log.message)), `kafka ${namespace}`);
    };
}
