// What may change between two minors of one major: only what every reader, older or newer, can read either way
// (FULL_TRANSITIVE). Everything else, and every change of meaning, is a new major.

const nameOf = (schema) => (schema.namespace && !schema.name.includes('.') ? `${schema.namespace}.${schema.name}` : schema.name);
const isNamed = (schema) => ['record', 'enum', 'fixed'].includes(schema.type);

/** Named types by full name; later uses in a schema are references to them. */
function collectNamed(schema, named = new Map()) {
  if (Array.isArray(schema)) schema.forEach((branch) => collectNamed(branch, named));
  else if (schema !== null && typeof schema === 'object') {
    if (isNamed(schema)) named.set(nameOf(schema), schema);
    (schema.fields ?? []).forEach((field) => collectNamed(field.type, named));
    for (const inner of [schema.items, schema.values]) if (inner) collectNamed(inner, named);
    if (typeof schema.type === 'object') collectNamed(schema.type, named);
  }
  return named;
}

function normal(schema, named) {
  if (typeof schema === 'string') return named.get(schema) ?? { type: schema };
  if (!Array.isArray(schema) && typeof schema.type === 'object') return normal(schema.type, named);
  return schema;
}

const kind = (schema) => (isNamed(schema) ? nameOf(schema) : schema.type);
const label = (schema) => (Array.isArray(schema) ? `a union of ${schema.map((s) => (typeof s === 'string' ? s : kind(s))).join(', ')}` : kind(schema));

class Comparison {
  faults = [];
  seen = new Set();

  constructor(older, newer) {
    this.older = collectNamed(older);
    this.newer = collectNamed(newer);
  }

  fault(path, problem) {
    this.faults.push({ field: path || '(root)', problem });
  }

  compare(olderRaw, newerRaw, path) {
    const older = normal(olderRaw, this.older);
    const newer = normal(newerRaw, this.newer);
    if (Array.isArray(older) || Array.isArray(newer)) this.union(older, newer, path);
    else if (kind(older) !== kind(newer)) this.fault(path, `changed from ${label(older)} to ${label(newer)}`);
    else if ((older.logicalType ?? '') !== (newer.logicalType ?? '')) this.fault(path, `changed its logical type from ${older.logicalType ?? 'none'} to ${newer.logicalType ?? 'none'}`);
    else if (older.type === 'record') this.record(older, newer, path);
    else if (older.type === 'enum') this.enum(older, newer, path);
    else if (older.type === 'array') this.compare(older.items, newer.items, `${path}[]`);
    else if (older.type === 'map') this.compare(older.values, newer.values, `${path}{}`);
    else if (older.type === 'fixed' && older.size !== newer.size) this.fault(path, `changed its size from ${older.size} to ${newer.size}`);
  }

  union(older, newer, path) {
    if (!Array.isArray(older) || !Array.isArray(newer)) {
      this.fault(path, `changed from ${label(older)} to ${label(newer)}`);
      return;
    }
    const branches = (union, named) => new Map(union.map((branch) => normal(branch, named)).map((branch) => [kind(branch), branch]));
    const [before, after] = [branches(older, this.older), branches(newer, this.newer)];
    for (const name of after.keys()) if (!before.has(name)) this.fault(path, `widened its union by ${name}`);
    for (const [name, branch] of before) {
      if (after.has(name)) this.compare(branch, after.get(name), path);
      else this.fault(path, `narrowed its union by ${name}`);
    }
  }

  record(older, newer, path) {
    if (this.seen.has(nameOf(older))) return;
    this.seen.add(nameOf(older));
    const before = new Map(older.fields.map((field) => [field.name, field]));
    const after = new Map(newer.fields.map((field) => [field.name, field]));
    const at = (name) => (path ? `${path}.${name}` : name);
    for (const field of newer.fields) {
      const renamed = (field.aliases ?? []).find((alias) => before.has(alias) && !after.has(alias));
      if (renamed) this.fault(at(renamed), `was renamed to ${field.name}`);
      else if (!before.has(field.name) && !('default' in field)) this.fault(at(field.name), 'was added without a default');
    }
    const aliases = new Set(newer.fields.flatMap((field) => field.aliases ?? []));
    for (const field of older.fields) {
      const now = after.get(field.name);
      if (now) this.field(field, now, at(field.name));
      else if (!aliases.has(field.name) && !('default' in field)) this.fault(at(field.name), 'was removed, and has no default with which older readers could go on');
    }
  }

  field(older, newer, path) {
    // Stored bodies hold ciphertext exactly where their schema says personal: a reader with another mark would show it, or open clear text.
    if ((older.personal === true) !== (newer.personal === true)) this.fault(path, newer.personal ? 'became personal' : 'is no longer personal');
    this.compare(older.type, newer.type, path);
  }

  enum(older, newer, path) {
    const added = newer.symbols.filter((symbol) => !older.symbols.includes(symbol));
    const removed = older.symbols.filter((symbol) => !newer.symbols.includes(symbol));
    if (added.length > 0 && older.default === undefined) this.fault(path, `got the symbol ${added.join(', ')}, but the older enum has no default for it`);
    if (removed.length > 0 && newer.default === undefined) this.fault(path, `lost the symbol ${removed.join(', ')}, and the newer enum has no default for it`);
  }
}

/** Every difference between two self-contained schemas of one major that some reader could not bridge; [] when they are compatible. */
export function incompatibilities(older, newer) {
  const comparison = new Comparison(older, newer);
  comparison.compare(older, newer, '');
  return comparison.faults;
}
