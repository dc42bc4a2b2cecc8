import path from 'node:path';
import { demoHabits } from './habits.js';
import { startDemoCrm } from './server.js';

const dataDir = process.env.CALLMESH_DATA_DIR ?? '.callmesh';
const crm = await startDemoCrm({
  port: Number(process.env.DEMO_CRM_PORT ?? 8410),
  dataFile: path.join(dataDir, 'demo-crm.jsonl'),
  badHabits: demoHabits,
  ...(process.env.DEMO_CRM_TOKEN ? { token: process.env.DEMO_CRM_TOKEN } : {}),
});
process.stdout.write(`demo-crm: ${crm.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void crm.close());
