// Renders libs/contracts/src/generated/: TypeScript types of every event and the self-contained Avro schemas.
import { newest } from './schema-files.mjs';

const header = '// Generated from schemas/ by `npm run contracts:generate`. Do not edit.\n';
const primitives = { string: 'string', bytes: 'Buffer', long: 'number', int: 'number', float: 'number', double: 'number', boolean: 'boolean', null: 'null' };

function tsType(type) {
  if (typeof type === 'string') return primitives[type] ?? type.split('.').at(-1);
  if (Array.isArray(type)) return type.map(tsType).join(' | ');
  if (type.type === 'array') return Array.isArray(type.items) ? `(${tsType(type.items)})[]` : `${tsType(type.items)}[]`;
  if (type.type === 'map') return `Record<string, ${tsType(type.values)}>`;
  if (type.type === 'enum') return type.symbols.map((s) => `'${s}'`).join(' | ');
  return tsType(type.type);
}

const fieldLine = (f) => `  /** ${f.doc}${f.personal ? ' Personal: encrypted in the store.' : ''} */\n  ${f.name}: ${tsType(f.type)};`;
const interfaceOf = (name, schema) => `/** ${schema.doc} */\nexport interface ${name} {\n${schema.fields.map(fieldLine).join('\n')}\n}`;

export function renderEventTypes(entries) {
  const latest = newest(entries);
  const events = latest.filter((e) => !e.isCommon).map((e) => ({ ...e, name: `${e.schema.name}V${e.major}` }));
  const parts = [
    header,
    ...latest.filter((e) => e.isCommon).map((e) => interfaceOf(e.schema.name, e.schema)),
    ...events.map((e) => interfaceOf(e.name, e.schema)),
    `/** Payload by CloudEvents type. */\nexport interface EventPayloads {\n${events.map((e) => `  '${e.type}': ${e.name};`).join('\n')}\n}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

export function renderSchemaVersions(versions) {
  const rows = versions.map((v) => ({ type: v.type, minor: v.minor, id: v.id, ...(v.readOnly && { readOnly: true }), sha256: v.resolved.sha256, schema: v.resolved.schema }));
  return `${header}import type { SchemaVersion } from '../schema-versions.js';

/** Every published event schema with its common records written out; within a type the newest minor is last. */
export const schemaVersions: readonly SchemaVersion[] = ${JSON.stringify(rows, null, 1)};
`;
}
