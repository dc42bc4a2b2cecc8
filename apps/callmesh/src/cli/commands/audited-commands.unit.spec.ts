import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const folder = path.resolve('apps/callmesh/src/cli/commands');

/** Commands that ask no running callmesh, whose routes are recorded, and what the audit has of each. */
const PAST_THE_API: Readonly<Record<string, string>> = {
  'bootstrap <tenant>': 'create-key',
  'rotate-master': 'rotate-master, and rewrap for each tenant',
  'forget-master': 'forget-master',
  'restore-fixup': 'destroy-key for what the ledger erases again; entries of the audit themselves get their order back',
  doctor: 'unwrap, for the key that it proves',
  sweep: 'nothing: what no event and no row names is no part of a call',
  migrate: 'nothing: it reads no call and knows no setting of a tenant',
  register: 'nothing: schemas are the build’s',
  create: 'nothing: topics are the build’s',
  start: 'the first keys, and what its services record',
  'stack [paths...]': 'as start',
  'demo [paths...]': 'as start',
  gateway: 'nothing: it hands requests to the services that record them',
  'test <pack...>': 'nothing: rules are tried on written examples',
  verify: 'nothing: it reads the audit by the API, in a function of its own, and computes',
};

it('every command asks the API, or is known for what it records itself', async () => {
  const past: string[] = [];
  let seen = 0;
  for (const name of (await readdir(folder)).filter((file) => !file.includes('.spec.'))) {
    for (const part of (await readFile(path.join(folder, name), 'utf8')).split(/\.command\(/).slice(1)) {
      const [, called = ''] = /^\s*'([^']+)'/.exec(part) ?? [];
      if (!part.includes('.action(')) continue;
      seen += 1;
      if (!/\b(api|operator|client|follow\w*)\(|\bapi\b\.|\{ api|\{ operator/.test(part)) past.push(called);
    }
  }
  expect(seen).toBeGreaterThan(60);
  expect(past.sort()).toEqual(Object.keys(PAST_THE_API).sort());
});
