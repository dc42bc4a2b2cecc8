import { logLevel, type logCreator } from 'kafkajs';

/**
 * Passes kafkajs' errors on and drops the rest: it logs every rebalance and retry, and every answer that is an error, which whoever asked
 * gets thrown, or tries again.
 */
export function quietLogger(onError: (error: unknown, where: string) => void): logCreator {
  return () =>
    ({ namespace, level, log }) => {
      if (level !== logLevel.ERROR || log['retryCount'] !== undefined || log.message.startsWith('Response ')) return;
      onError(new Error(String(log['error'] ?? log.message)), `kafka ${namespace}`);
    };
}
