// What generate and check share: everything read, everything derived, every fault.
import path from 'node:path';
import { fixtureFaults } from './fixtures.mjs';
import { flowFaults, readFlow } from './flow.mjs';
import { extendLock, publishedFaults, publishedVersions, readLock, startWriting, unknownFiles } from './lock.mjs';
import { incompatibilities } from './compat.mjs';
import { renderAsyncApi } from './render-asyncapi.mjs';
import { renderFlow } from './render-flow.mjs';
import { renderEventTypes, renderSchemaVersions } from './render-types.mjs';
import { lineOf, newest, readSchemas } from './schema-files.mjs';

/**
 * Reads a repository and derives all generated files from it: `outputs` maps their paths to their contents.
 * `written` names read-only minors that this build is to write from now on.
 */
export async function readProject(root, redrafted = [], written = []) {
  const dir = path.join(root, 'schemas');
  const entries = readSchemas(dir);
  const published = withoutDrafts(readLock(path.join(dir, 'lock.json')), redrafted);
  const lock = startWriting(extendLock(entries, published), written);
  const versions = publishedVersions(entries, lock);
  const flow = await readFlow(root);
  const faults = [
    ...publishedFaults(entries, published),
    ...unknownFiles(lock, written),
    ...compatibilityFaults(versions),
    ...staleCommonFaults(entries, versions),
    ...flowFaults(flow, newest(versions).map((version) => version.type)),
  ];
  return { dir, versions, lock, flow, faults, outputs: () => render(lock, entries, versions, flow), fixtureFaults: () => fixtureFaults(dir, versions) };
}

function render(lock, entries, versions, flow) {
  return new Map([
    ['schemas/lock.json', `${JSON.stringify(lock, null, 2)}\n`],
    ['libs/contracts/src/generated/events.ts', renderEventTypes(entries)],
    ['libs/contracts/src/generated/schemas.ts', renderSchemaVersions(versions)],
    ['docs/flow.md', renderFlow(flow, versions)],
    ['docs/asyncapi.yaml', renderAsyncApi(flow, versions)],
  ]);
}

/** A re-drafted file keeps its id and takes its new hashes; for files that nobody has used yet. */
function withoutDrafts(lock, redrafted) {
  const usesDraft = (file, entry) => redrafted.includes(file) || (entry.uses ?? []).some((used) => redrafted.includes(used));
  return { schemas: Object.fromEntries(Object.entries(lock.schemas).map(([file, entry]) => [file, usesDraft(file, entry) ? { id: entry.id } : entry])) };
}

/** Each minor against all others of its major, in both directions (FULL_TRANSITIVE). */
function compatibilityFaults(versions) {
  return versions.flatMap((newer, i) =>
    versions.slice(0, i).filter((older) => older.type === newer.type).flatMap((older) =>
      incompatibilities(older.resolved.schema, newer.resolved.schema).map(
        ({ field, problem }) => `schemas/${newer.file}: field ${field} ${problem} since v${older.major}.${older.minor}, which breaks readers; make a new major (schemas/${nextMajor(newer)})`,
      ),
    ),
  );
}

const nextMajor = (version) => `${lineOf(version).replace(/\.v\d+$/, '')}.v${version.major + 1}.0.avsc`;

/** The generated types hold one shape of a common record, so the newest minor of every event has to use it. */
function staleCommonFaults(entries, versions) {
  const latest = new Set(newest(entries.filter((entry) => entry.isCommon)).map((entry) => entry.file));
  return newest(versions).flatMap((version) =>
    version.resolved.uses.filter((file) => !latest.has(file)).map((file) => `schemas/${version.file}: uses ${file}, of which there is a newer minor; add the event's next minor (${lineOf(version)}.${version.minor + 1}.avsc), unchanged if need be`),
  );
}
