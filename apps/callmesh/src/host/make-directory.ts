import { DomainError } from '@callmesh/event-sourcing';
import { makeDirectory } from '@callmesh/service-defaults';

/** Makes callmesh's own directory. @throws DomainError `CONFIG.DATA_DIRECTORY` */
export async function makeDataDirectory(folder: string): Promise<void> {
  await makeDirectory(folder).catch((error: NodeJS.ErrnoException) => {
    throw unusableDataDirectory(folder, error);
  });
}

/** What a person is told of a data directory that cannot be used. */
export function unusableDataDirectory(folder: string, { code, message }: NodeJS.ErrnoException): DomainError {
  return new DomainError('CONFIG.DATA_DIRECTORY', `the data directory ${folder} cannot be written (${code ?? message}): choose another with --data or CALLMESH_DATA_DIR`);
}
