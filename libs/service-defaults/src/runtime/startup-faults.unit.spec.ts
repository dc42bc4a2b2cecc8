import { loadEnvironment } from '../config/load-environment.js';
import { explainStartupFault } from './startup-faults.js';

const env = loadEnvironment({ DATABASE_URL: 'postgres://root:s3cret@db.example:5433/mesh', KAFKA_BROKERS: 'k1:9092' });
const fault = (fields: object) => Object.assign(new Error('?'), fields);

it.each([
  ['nothing listens', fault({ code: 'ECONNREFUSED' }), 'CONFIG.DATABASE_UNREACHABLE', /db\.example:5433.*ECONNREFUSED/],
  ['the password is wrong', fault({ code: '28P01' }), 'CONFIG.DATABASE_UNREACHABLE', /refuses user and password/],
  ['no password is given', fault({ message: 'empty password returned by client' }), 'CONFIG.DATABASE_UNREACHABLE', /do not fit/],
  ['the role may too little', fault({ code: '42501' }), 'CONFIG.DATABASE_UNREACHABLE', /create roles/],
  ['something else listens', fault({ message: 'Connection terminated unexpectedly' }), 'CONFIG.DATABASE_UNREACHABLE', /as Postgres does/],
  ['no broker listens', fault({ name: 'KafkaJSNonRetriableError' }), 'CONFIG.BROKER_UNREACHABLE', /k1:9092/],
])('%s: it is told what to set right, without the password', (_, error, code, words) => {
  const told = explainStartupFault(error, env) as Error;
  expect(told).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(told.message).not.toContain('s3cret');
});

it('a fault of our own stays what it is', () => {
  const error = new Error('boom');
  expect(explainStartupFault(error, env)).toBe(error);
});
