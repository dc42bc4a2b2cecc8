// The account of fault runs, docs/reference/faults.md, out of the records that scenarios leave (`npm run test:faults -- --document`).
const HEAD = `# Faults: what was done to callmesh, and what was seen

Every row is a real run of \`npm run test:faults\`, written by \`npm run test:faults -- --document\`. Faults come from outside: signals to processes, a TCP proxy, an HTTP
front before a real server, a full disk. After each run a checker ([libs/testing/src/faults](../../libs/testing/src/faults/history/check-history.ts)) that knows nothing of how
callmesh works holds what was acknowledged against the stores, the broker, the consumers and the CRM:

- **I1** no acknowledged event lost: in the store, on its topic, processed or parked by every group that hears it
- **I2** every outside effect once, or one review item that says it is uncertain
- **I3** order per conversation within a topic: repeats may come, inversions may not
- **I4** read models rebuilt from zero are byte-equal
- **I5** nothing stands still in silence

What such runs have found, and what was mended since: an outage of the database used up the tries of jobs, and was answered as 500; a CRM write that was cut off and sent again lost its
doubt when the second sending was told to wait, and with it the audit of the change; a dump restored into another Postgres lost what was written after it in silence; a full disk was a fault
of the message that met it; bytes that broke between the object store and its reader ended the call.

\`held\` means that all of them held. \`FAULT_SEED=<seed> npm run test:faults -- '<words of the fault>'\` runs one again with the same dice. A scenario without a row has no run to show yet.

| fault | how it is brought about | what was observed | seed | seconds | |
|---|---|---|---|---|---|
`;

const cell = (text) => String(text).replaceAll('|', '\\|');

/**
 * @param records what ran now, in its order.
 * @param before the document until now: its rows of faults that did not run now stay as they are.
 * @returns the whole document.
 */
export function renderFaults(records, before = '') {
  const rows = new Map(before.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| fault |')).map((line) => [line.split(' | ', 1)[0].slice(2), line]));
  for (const { fault, injected, observed, seed, seconds, ended } of records) rows.set(cell(fault), `| ${[fault, injected, observed, seed, seconds, ended].map(cell).join(' | ')} |`);
  return `${HEAD}${[...rows.values()].join('\n')}\n`;
}
