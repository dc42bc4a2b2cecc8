import type { EventType } from './flow.js';
import { schemaVersions } from './generated/schemas.js';

/** One published version of an event's schema. */
export interface SchemaVersion {
  readonly type: EventType;
  readonly minor: number;
  /** Id in the bundled registry; given once, in `schemas/lock.json`. */
  readonly id: number;
  /** This build reads it and does not write it yet, because the release before could not read it. */
  readonly readOnly?: boolean;
  /** Hex SHA-256 of the self-contained schema as compact JSON; stored beside every event. */
  readonly sha256: string;
  /** Self-contained Avro schema. */
  readonly schema: object;
}

const byType = new Map(schemaVersions.map((version) => [version.type as string, version]));
const writtenByType = new Map(schemaVersions.filter((version) => !version.readOnly).map((version) => [version.type as string, version]));
const byId = new Map(schemaVersions.map((version) => [version.id, version]));
const bySha256 = new Map(schemaVersions.map((version) => [version.sha256, version]));

/** True when this build has a schema for the CloudEvents type; a consumer skips and counts what it does not know. */
export function isKnownType(type: string): type is EventType {
  return byType.has(type);
}

/** The newest minor of a type: the shape that this build reads everything into. */
export function currentVersion(type: EventType): SchemaVersion {
  return known(type, byType.get(type));
}

/** The minor that this build writes: the newest one that the release before can read as well. */
export function writtenVersion(type: EventType): SchemaVersion {
  return known(type, writtenByType.get(type));
}

function known(type: EventType, version: SchemaVersion | undefined): SchemaVersion {
  if (!version) throw new Error(`${type} has no schema: add schemas/<family>/<fact>.v<major>.<minor>.avsc and run \`npm run contracts:generate\``);
  return version;
}

/** Every published version of every type, a type's oldest minor first. */
export const publishedVersions = (): readonly SchemaVersion[] => schemaVersions;

/** Any published version by its id in the bundled registry. */
export const versionById = (id: number): SchemaVersion | undefined => byId.get(id);

/** Any published version by the SHA-256 that is stored beside an event. */
export const versionBySha256 = (sha256: string): SchemaVersion | undefined => bySha256.get(sha256);
