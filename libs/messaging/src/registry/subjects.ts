import type { SchemaVersion } from '@callmesh/contracts';

/** RecordNameStrategy: the record's full name, so that compatibility is judged per major, whatever topic carries it. */
export function subjectOf({ schema }: Pick<SchemaVersion, 'schema'>): string {
  const { namespace, name } = schema as { namespace?: string; name: string };
  return namespace ? `${namespace}.${name}` : name;
}
