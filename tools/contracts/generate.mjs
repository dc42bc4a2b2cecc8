// Renders libs/contracts/src/generated/ from schemas/: TypeScript types of every event and the self-contained Avro schemas.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const schemaDir = path.join(root, 'schemas');
const outDir = path.join(root, 'libs/contracts/src/generated');

const files = readdirSync(schemaDir, { recursive: true }).filter((f) => f.endsWith('.avsc')).sort();
const records = files.map((file) => ({ file, schema: JSON.parse(readFileSync(path.join(schemaDir, file), 'utf8')) }));
const fullName = (schema) => `${schema.namespace}.${schema.name}`;
const common = new Map(records.filter((r) => r.file.startsWith('common/')).map((r) => [fullName(r.schema), r.schema]));
const events = records.filter((r) => !r.file.startsWith('common/'));

/** `call/recorded.v1.0.avsc` → `call.recorded.v1`. */
const ceType = (file) => file.replace('/', '.').replace(/\.(v\d+)\.\d+\.avsc$/, '.$1');

/** Common records are written out at their first use, as the registry wants each subject to stand alone. */
function selfContained(schema, seen = new Set()) {
  if (typeof schema === 'string') {
    const shared = common.get(schema);
    if (!shared || seen.has(schema)) return schema;
    seen.add(schema);
    return selfContained(shared, seen);
  }
  if (Array.isArray(schema)) return schema.map((s) => selfContained(s, seen));
  if (schema.type === 'array') return { ...schema, items: selfContained(schema.items, seen) };
  if (schema.type === 'record') return { ...schema, fields: schema.fields.map((f) => ({ ...f, type: selfContained(f.type, seen) })) };
  return schema;
}

const primitives = { string: 'string', long: 'number', int: 'number', double: 'number', boolean: 'boolean', null: 'null' };
function tsType(type) {
  if (typeof type === 'string') return primitives[type] ?? type.split('.').at(-1);
  if (Array.isArray(type)) return type.map(tsType).join(' | ');
  if (type.type === 'array') return `${tsType(type.items)}[]`;
  return tsType(type.type);
}
const fieldLine = (f) => `  /** ${f.doc}${f.personal ? ' Personal: encrypted in the store.' : ''} */\n  ${f.name}: ${tsType(f.type)};`;
const interfaceOf = (name, schema) => `/** ${schema.doc} */\nexport interface ${name} {\n${schema.fields.map(fieldLine).join('\n')}\n}`;

const header = '// Generated from schemas/ by `npm run contracts:generate`. Do not edit.\n';
const major = (file) => file.match(/\.v(\d+)\./)[1];
const named = events.map(({ file, schema }) => ({ type: ceType(file), name: `${schema.name}V${major(file)}`, schema, file }));

const types = [
  header,
  ...[...common.values()].map((s) => interfaceOf(s.name, s)),
  ...named.map(({ name, schema }) => interfaceOf(name, schema)),
  `/** Payload by CloudEvents type. */\nexport interface EventPayloads {\n${named.map((n) => `  '${n.type}': ${n.name};`).join('\n')}\n}`,
].join('\n\n');
writeFileSync(path.join(outDir, 'events.ts'), `${types}\n`);

const bundled = Object.fromEntries(named.map((n) => [n.type, selfContained(n.schema)]));
writeFileSync(
  path.join(outDir, 'schemas.ts'),
  `${header}import type { EventPayloads } from './events.js';\n\n/** Self-contained Avro schema by CloudEvents type. */\nexport const eventSchemas: Record<keyof EventPayloads, object> = ${JSON.stringify(bundled, null, 2)};\n`,
);
process.stderr.write(`generated ${named.length} event types\n`);
