// Renders everything that is derived from schemas/ and flow.ts.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { extendLock, publishedVersions, readLock } from './lock.mjs';
import { renderEventTypes, renderSchemaVersions } from './render-types.mjs';
import { readSchemas } from './schema-files.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const entries = readSchemas(path.join(root, 'schemas'));
const lock = extendLock(entries, readLock(path.join(root, 'schemas/lock.json')));
writeFileSync(path.join(root, 'schemas/lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
writeFileSync(path.join(root, 'libs/contracts/src/generated/events.ts'), renderEventTypes(entries));
writeFileSync(path.join(root, 'libs/contracts/src/generated/schemas.ts'), renderSchemaVersions(publishedVersions(entries, lock)));
