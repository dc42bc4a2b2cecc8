import { DomainError, type SchemaVersion } from '@callmesh/contracts';
import { subjectOf } from './subjects.js';

/** Schemas that this build writes and the registry does not have. */
export class SchemaNotRegistered extends DomainError {
  constructor(readonly versions: readonly SchemaVersion[]) {
    const names = versions.map((version) => `${version.type}.${version.minor} (subject ${subjectOf(version)})`);
    super('SCHEMA.NOT_REGISTERED', `the schema registry lacks:\n  ${names.join('\n  ')}\nRun the deploy step \`callmesh schemas register\`, then start again.`, { lacking: names });
    this.name = 'SchemaNotRegistered';
  }
}
