import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DomainError } from '@callmesh/event-sourcing';
import { loadEnvironment } from './load-environment.js';

const faultsOf = (source: Record<string, string>): string[] => {
  try {
    loadEnvironment(source);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    return ((error as DomainError).details.faults as { name: string }[]).map(({ name }) => name);
  }
  throw new Error('expected a refusal');
};

it('needs nothing: every variable has a default or stands for something that the host starts', () => {
  expect(loadEnvironment({})).toMatchObject({ CALLMESH_PORT: 8400, CALLMESH_DATA_DIR: '.callmesh' });
});

it('lists every fault at once, each with what the variable is for', () => {
  const source = { DATABASE_URL: 'mysql://x', CALLMESH_PORT: 'eighty', CALLMESH_MASTER_KEY: 'c2hvcnQ=', KAFKA_BROKERS: 'broker' };
  expect(faultsOf(source)).toEqual(['DATABASE_URL', 'CALLMESH_PORT', 'CALLMESH_MASTER_KEY', 'KAFKA_BROKERS']);
  expect(() => loadEnvironment(source)).toThrow(/openssl rand -base64 32/);
});

it('never repeats the value of a secret in its error', () => {
  expect(() => loadEnvironment({ CALLMESH_MASTER_KEY: 'my-master-key', DATABASE_URL: 'mysql://user:hunter2@x' })).toThrow(expect.not.objectContaining({ message: expect.stringMatching(/my-master-key|hunter2/) }) as Error);
});

it('takes an empty value as absent, as compose files write it', () => {
  expect(loadEnvironment({ DATABASE_URL: '', CALLMESH_PORT: '' })).toMatchObject({ CALLMESH_PORT: 8400 });
});

it('takes a secret from a mounted file; the variable itself wins, an unreadable file is named', () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'callmesh-env-')), 'token');
  writeFileSync(file, 'from-file\n');
  expect(loadEnvironment({ CRM_HUBSPOT_TOKEN_FILE: file })).toMatchObject({ CRM_HUBSPOT_TOKEN: 'from-file' });
  expect(loadEnvironment({ CRM_HUBSPOT_TOKEN_FILE: file, CRM_HUBSPOT_TOKEN: 'given' })).toMatchObject({ CRM_HUBSPOT_TOKEN: 'given' });
  expect(() => loadEnvironment({ CRM_HUBSPOT_TOKEN_FILE: `${file}.gone` })).toThrow(/CRM_HUBSPOT_TOKEN_FILE names .*ENOENT/);
});
