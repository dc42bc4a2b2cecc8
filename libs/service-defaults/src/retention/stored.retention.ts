import { retireObjects, type ObjectStore, type Retention } from '@callmesh/claim-check';
import { RetentionTally, type RetentionAsk, type RetentionOutcome, type RetentionWork } from './retention-work.js';

/** Retires stored objects, whatever service wrote them, and values of the vault. One service does it for all. */
export class StoredRetention implements RetentionWork {
  constructor(
    private readonly objects: ObjectStore,
    private readonly retention: Retention,
    private readonly actor: string,
  ) {}

  async retire(ask: RetentionAsk): Promise<readonly RetentionOutcome[]> {
    const tally = new RetentionTally();
    for (const tenantId of ask.tenants) {
      const before = await ask.dueBefore(tenantId, 'vault-values');
      if (before) tally.add(tenantId, 'vault-values', await this.retention.retireValues(tenantId, before, ask));
    }
    const { objects, retention, actor } = this;
    for await (const batch of retireObjects({ ...ask, objects, retention, actor, tenants: new Set(ask.tenants), dueBefore: (tenantId, artifact) => ask.dueBefore(tenantId, artifact) })) {
      for (const { name, artifact, isHeld } of batch) tally.add(name.tenantId, artifact, { removed: isHeld ? 0 : 1, held: isHeld ? 1 : 0 });
    }
    return tally.outcomes();
  }
}
