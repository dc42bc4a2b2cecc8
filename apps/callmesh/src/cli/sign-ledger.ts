import type { LocalMasterKeys } from '@callmesh/claim-check';
import type { Environment } from '@callmesh/service-defaults';
import type { DataDirectory, InstanceFile } from '../host/data-directory.js';
import { readJson } from '../host/private-file.js';
import { ApiClient } from './api-client.js';
import { findTarget, type GlobalOptions } from './instance.js';

/**
 * Records of erasures and receipts are signed with what comes of the master key: after a rotation they are to count when the former one is gone.
 * @throws CliError when the services of a stack would have to do it and do not answer.
 */
export async function signLedgerAnew({ env, directory }: { readonly env: Environment; readonly directory: DataDirectory }, { current, previous }: LocalMasterKeys, options: GlobalOptions): Promise<void> {
  const instance = await readJson<InstanceFile>(directory.instance);
  // A stack's object store is known to its services alone: ingestion signs, with the keys as they are now.
  if (instance?.s3Endpoint !== undefined && env.S3_ENDPOINT === undefined) {
    await new ApiClient(await findTarget(options, 'operator')).call('/erasures/reapply', { method: 'POST' });
    return;
  }
  const [{ createErasureLedger, createReceiptSigner }, { openObjects }] = await Promise.all([import('@callmesh/claim-check'), import('@callmesh/service-defaults')]);
  const store = await openObjects(env);
  try {
    await createErasureLedger(store.objects, () => Promise.resolve(createReceiptSigner(current, previous))).signAnew();
  } finally {
    store.close();
  }
}
