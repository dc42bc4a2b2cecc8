// Reads libs/contracts/src/flow.ts without a build: it imports types only, so its SWC output stands alone.
import { transformFile } from '@swc/core';
import path from 'node:path';

export async function readFlow(root) {
  const source = path.join(root, 'libs/contracts/src/flow.ts');
  const { code } = await transformFile(source, { configFile: false, swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } });
  const { flow } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return flow;
}

/** Every schema appears in the flow once and the other way round; one service writes each topic. */
export function flowFaults(flow, types) {
  const faults = [];
  const listed = flow.map((row) => row.type);
  for (const type of types) if (!listed.includes(type)) faults.push(`libs/contracts/src/flow.ts: ${type} has a schema but no row`);
  for (const type of listed) if (!types.includes(type)) faults.push(`libs/contracts/src/flow.ts: ${type} has a row but no schema`);
  for (const type of new Set(listed)) if (listed.filter((t) => t === type).length > 1) faults.push(`libs/contracts/src/flow.ts: ${type} has several rows`);
  for (const topic of new Set(flow.map((row) => row.topic))) {
    const writers = [...new Set(flow.filter((row) => row.topic === topic).map((row) => row.emittedBy))];
    if (writers.length > 1) faults.push(`libs/contracts/src/flow.ts: topic ${topic} has several writers (${writers.join(', ')}): give each its own`);
  }
  return faults;
}
