// schemas/lock.json: what was published. Ids are those of the bundled registry; once given, they stay.
// A new minor is `readOnly` at first: this build reads it and does not write it, so that the release before, which does not know
// it yet, can take over again. It is written from the release after on (`generate --write`).
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
      const given = { id: schemas[entry.file]?.id ?? (lastId += 1), sha256: entry.sha256, resolvedSha256: resolved.sha256, uses: resolved.uses };
      schemas[entry.file] = entry.minor > 0 ? { ...given, readOnly: true } : given;
    }
  }
  return { schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Every event schema ever published, resolved, with its id. */
export function publishedVersions(entries, lock) {
  return entries.filter((e) => !e.isCommon && lock.schemas[e.file]).map((entry) => {
    const { id, uses, readOnly = false } = lock.schemas[entry.file];
    return { ...entry, id, readOnly, resolved: resolve(entry, entries, uses) };
  });
}

/** Lets this build write these versions from now on. The release before must know them: `npm run upgrade:check` compares. */
export function startWriting(lock, files) {
  const entries = Object.entries(lock.schemas).map(([file, { readOnly, ...entry }]) => [file, readOnly && !files.includes(file) ? { ...entry, readOnly } : entry]);
  return { schemas: Object.fromEntries(entries) };
}

/** Files named to be written that were never published. */
export const unknownFiles = (lock, files) => files.filter((file) => !lock.schemas[file]).map((file) => `schemas/${file}: is not in schemas/lock.json, so it cannot be written`);
