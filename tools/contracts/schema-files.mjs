// Reads schemas/: what each file is (type, version, record), and each event schema with the common records written out in it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const sha256 = (text) => createHash('sha256').update(text).digest('hex');
export const fullName = (schema) => `${schema.namespace}.${schema.name}`;

const NAME = /^(?<family>[a-z-]+)\/(?<fact>[a-z-]+)\.v(?<major>\d+)\.(?<minor>\d+)\.avsc$/;

function readSchemaFile(dir, file) {
  const match = NAME.exec(file);
  if (!match) throw new Error(`schemas/${file}: a schema file is named <family>/<fact>.v<major>.<minor>.avsc`);
  const text = readFileSync(path.join(dir, file), 'utf8');
  let schema;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    throw new Error(`schemas/${file}: ${error.message}`, { cause: error });
  }
  const { family, fact } = match.groups;
  const major = Number(match.groups.major);
  const namespace = `callmesh.${family}.v${major}`;
  if (schema.type !== 'record' || schema.namespace !== namespace) throw new Error(`schemas/${file}: must be a record in namespace ${namespace}`);
  const isCommon = family === 'common';
  return { file, family, major, minor: Number(match.groups.minor), isCommon, type: isCommon ? null : `${family}.${fact}.v${major}`, schema, sha256: sha256(text) };
}

/** All schema files, oldest minor first within a major. */
export function readSchemas(dir) {
  const files = readdirSync(dir, { recursive: true }).map((f) => f.split(path.sep).join('/')).filter((f) => f.endsWith('.avsc'));
  const all = files.map((file) => readSchemaFile(dir, file));
  return all.sort((a, b) => lineOf(a).localeCompare(lineOf(b)) || a.minor - b.minor);
}

/** What all minors of one major share. */
export const lineOf = (entry) => entry.file.replace(/\.\d+\.avsc$/, '');

/** The newest minor of every major. */
export function newest(entries) {
  return [...new Map(entries.map((entry) => [lineOf(entry), entry])).values()];
}

/** Names of the common records that a schema refers to, those inside common records included. */
function references(schema, common, found = new Set()) {
  if (typeof schema === 'string') {
    if (common.has(schema) && !found.has(schema)) {
      found.add(schema);
      references(common.get(schema).schema, common, found);
    }
  } else if (Array.isArray(schema)) schema.forEach((s) => references(s, common, found));
  else if (schema.type === 'record') schema.fields.forEach((f) => references(f.type, common, found));
  else references(schema.items ?? schema.values ?? '', common, found);
  return found;
}

function inline(schema, common, written) {
  if (typeof schema === 'string') {
    const shared = common.get(schema);
    if (!shared || written.has(schema)) return schema;
    written.add(schema);
    return inline(shared.schema, common, written);
  }
  if (Array.isArray(schema)) return schema.map((s) => inline(s, common, written));
  if (schema.type === 'array') return { ...schema, items: inline(schema.items, common, written) };
  if (schema.type === 'map') return { ...schema, values: inline(schema.values, common, written) };
  if (schema.type === 'record') return { ...schema, fields: schema.fields.map((f) => ({ ...f, type: inline(f.type, common, written) })) };
  return schema;
}

/**
 * The schema as a registry wants it: each common record written out at its first use.
 * `pinned` (from the lock) names the common files a published schema was resolved with, so that a newer common minor never changes it.
 */
export function resolve(entry, entries, pinned) {
  const commons = entries.filter((e) => e.isCommon);
  const chosen = new Map(newest(commons).map((e) => [fullName(e.schema), e]));
  for (const file of pinned ?? []) {
    const published = commons.find((e) => e.file === file);
    if (!published) throw new Error(`schemas/${file} is missing, but schemas/${entry.file} was published with it: restore the file`);
    chosen.set(fullName(published.schema), published);
  }
  const uses = [...references(entry.schema, chosen)].map((name) => chosen.get(name).file).sort();
  const schema = inline(entry.schema, chosen, new Set());
  return { schema, uses, sha256: sha256(JSON.stringify(schema)) };
}
