import avro from 'avsc';

const built = new WeakMap<object, avro.Type>();

/**
 * The avsc type of a schema, built once. Unions are unwrapped (`null | T`, as the generated types say), `long` is a number and
 * logical types stay what they are underneath: a timestamp is milliseconds, not a Date.
 */
export function avroType(schema: object): avro.Type {
  let type = built.get(schema);
  if (!type) {
    type = avro.Type.forSchema(schema as avro.Schema, { wrapUnions: 'never', omitRecordMethods: true } as object);
    built.set(schema, type);
  }
  return type;
}

const resolvers = new WeakMap<object, Map<avro.Type, avro.Resolver>>();

/** How `reader` reads what was written with `writerSchema`; kept per schema object, so a registry must hand out the same object each time. */
export function avroResolver(writerSchema: object, reader: avro.Type): avro.Resolver {
  const known = resolvers.get(writerSchema) ?? new Map<avro.Type, avro.Resolver>();
  resolvers.set(writerSchema, known);
  let resolver = known.get(reader);
  if (!resolver) {
    resolver = reader.createResolver(avroType(writerSchema));
    known.set(reader, resolver);
  }
  return resolver;
}
