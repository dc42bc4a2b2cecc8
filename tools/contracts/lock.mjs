// schemas/lock.json: what was published. Ids are those of the bundled registry; once given, they stay.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from './schema-files.mjs';

export function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { schemas: {} };
}

const remedy = 'published schema files never change: restore it, then add the change as a new minor beside it, or as a new major';

/** Faults of published files: changed or gone. (An entry without a hash is being re-drafted.) */
export function publishedFaults(entries, lock) {
  const byFile = new Map(entries.map((e) => [e.file, e]));
  return Object.entries(lock.schemas).flatMap(([file, published]) => {
    const entry = byFile.get(file);
    if (!entry) return [`schemas/${file}: was published and is gone; ${remedy}`];
    return !published.sha256 || entry.sha256 === published.sha256 ? [] : [`schemas/${file}: changed after it was published; ${remedy}`];
  });
}

/** The lock with new files added at the end of the ids; what is published is taken over as it is. */
export function extendLock(entries, lock) {
  let lastId = Math.max(0, ...Object.values(lock.schemas).map((s) => s.id ?? 0));
  const schemas = { ...lock.schemas };
  for (const entry of entries) {
    if (schemas[entry.file]?.sha256) continue;
    if (entry.isCommon) schemas[entry.file] = { sha256: entry.sha256 };
    else {
      const resolved = resolve(entry, entries);
      schemas[entry.file] = { id: schemas[entry.file]?.id ?? (lastId += 1), sha256: entry.sha256, resolvedSha256: resolved.sha256, uses: resolved.uses };
    }
  }
  return { schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Every event schema ever published, resolved, with its id. */
export function publishedVersions(entries, lock) {
  return entries.filter((e) => !e.isCommon && lock.schemas[e.file]).map((entry) => {
    const { id, uses } = lock.schemas[entry.file];
    return { ...entry, id, resolved: resolve(entry, entries, uses) };
  });
}
