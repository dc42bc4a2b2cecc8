import { DomainError } from '@callmesh/event-sourcing';
import type { Environment } from '../config/environment.js';

const UNREACHABLE = new Set<unknown>(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What Postgres says (SQLSTATE), and what to do about it. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'it refuses user and password',
  '28000': 'it refuses the user',
  '3D000': 'it has no such database: create it, or name another',
  '42501': 'the role may not do what set-up needs: name one that may create roles and schemas',
  '53300': 'it has no connection left: raise its max_connections',
  '57P03': 'it is still starting: try again in a moment',
};

/**
 * What keeps a process from starting and is not callmesh's fault, in words. Addresses are named without user and password.
 * @returns other errors unchanged.
 */
export function explainStartupFault(error: unknown, { DATABASE_URL, DATABASE_APP_URL, KAFKA_BROKERS }: Environment): unknown {
  const { name: kind = '', message = '', code } = (error ?? {}) as { name?: string; message?: string; code?: unknown };
  if (/^KafkaJS(Connection|NumberOfRetries|NonRetriable|BrokerNotFound)/.test(kind)) {
    return new DomainError('CONFIG.BROKER_UNREACHABLE', `Kafka at ${KAFKA_BROKERS ?? 'its address'} does not answer (${message}): is it running, and is KAFKA_BROKERS right?`);
  }
  if (/^KafkaJSSASL/.test(kind)) return new DomainError('CONFIG.BROKER_REFUSES', `Kafka at ${KAFKA_BROKERS ?? 'its address'} refuses the login (${message}): check KAFKA_SASL and what belongs to it`);
  const why = databaseFault(code, message);
  const [name, used] = DATABASE_APP_URL ? ['DATABASE_APP_URL', DATABASE_APP_URL] : ['DATABASE_URL', DATABASE_URL];
  if (why === undefined || used === undefined) return error;
  const alone = DATABASE_APP_URL ? '' : '; without it `callmesh start` brings its own';
  return new DomainError('CONFIG.DATABASE_UNREACHABLE', `Postgres at ${new URL(used).host} cannot be used: ${why}. Set ${name} right${alone}`);
}

function databaseFault(code: unknown, message: string): string | undefined {
  if (typeof code === 'string' && REFUSALS[code]) return REFUSALS[code];
  if (UNREACHABLE.has(code)) return `it does not answer (${String(code)})`;
  // The driver's own errors have no code.
  if (/password|SASL|SCRAM/i.test(message)) return 'user and password do not fit';
  return /connection terminated|timeout expired|server does not support SSL/i.test(message) ? `what listens there does not answer as Postgres does (${message})` : undefined;
}
