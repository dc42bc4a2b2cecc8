import { readFileSync } from 'node:fs';
import path from 'node:path';
import { demoHabits } from './habits.js';
import { startDemoCrm } from './server.js';

const { CALLMESH_DATA_DIR: dataDir = '.callmesh', DEMO_CRM_PORT: port = '8410', DEMO_CRM_HOST: host, DEMO_CRM_TOKEN_FILE: tokenFile } = process.env;
const token = process.env.DEMO_CRM_TOKEN ?? (tokenFile ? readFileSync(tokenFile, 'utf8').trim() : undefined);
const crm = await startDemoCrm({
  port: Number(port),
  dataFile: path.join(dataDir, 'demo-crm.jsonl'),
  badHabits: demoHabits,
  ...(host && { host }),
  ...(token && { token }),
});
process.stdout.write(`demo-crm: ${crm.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void crm.close());
