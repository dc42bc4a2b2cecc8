import { catchUpCopy, compareCopy, DomainError, dropCopy, promoteCopy, rebuildInline, rebuildProjection, replayProjection, startCopy, type AsyncProjection, type Database, type PersonalFields, type RebuildableInline } from '@callmesh/event-sourcing';
import type { ReplayRunner } from '@callmesh/messaging';
import { brokerPoint, feedPoint, isFromStart } from '../operations/replay-point.js';
import type { OperatedProjection } from '../operations/services.js';
import type { ServiceDefinition } from '../service.js';

/** The copy of a rebuild that nobody asked to look at first. */
const REBUILD = 'rebuild';

/**
 * A read model that the service's consumer feeds. From the beginning it is always built beside the live one, which is replaced when the
 * copy is complete: readers see no gap, and a rebuild that breaks off has changed nothing.
 */
export function fromBroker({ name, tables }: NonNullable<ServiceDefinition['readModel']>, db: Database, replays: ReplayRunner): OperatedProjection {
  return {
    name,
    tables,
    feed: 'broker',
    async rebuild(request) {
      const { copy, askedBy } = request;
      const from = brokerPoint(request);
      const isWhole = copy === undefined && isFromStart(request);
      const asked = isWhole || copy !== undefined
        ? await replays.ask({ kind: 'copy', projection: name, copy: copy ?? REBUILD, promotes: isWhole, from, askedBy }, tables)
        : await replays.ask({ kind: 'live', projection: name, copy: null, promotes: false, from, askedBy });
      return { projection: name, events: null, replay: asked.id };
    },
    compare: async (copy) => {
      await replays.table.ofCopy(copy);
      return compareCopy(db, copy, tables);
    },
    promote: async (copy) => replays.table.promote(await replays.table.ofCopy(copy)),
    drop: async (copy) => replays.table.cancel((await replays.table.ofCopy(copy)).id),
  };
}

/** A read model fed from the service's own events; its copies are brought up to now whenever they are looked at. */
export function fromStore(projection: AsyncProjection, db: Database, cipher: PersonalFields): OperatedProjection {
  const { name, tables } = projection;
  return {
    name,
    tables,
    feed: 'store',
    async rebuild(request) {
      const { copy } = request;
      const from = feedPoint(request);
      const answer = (events: number) => ({ projection: name, events, replay: null });
      if (copy !== undefined) {
        await startCopy(db, projection, copy, from);
        return answer(await catchUpCopy(db, cipher, projection, copy));
      }
      return answer(isFromStart(request) ? await rebuildProjection(db, cipher, projection) : await replayProjection(db, cipher, projection, from));
    },
    async compare(copy) {
      await catchUpCopy(db, cipher, projection, copy);
      return compareCopy(db, copy, tables);
    },
    async promote(copy) {
      await catchUpCopy(db, cipher, projection, copy);
      await db.workerTransaction((query) => promoteCopy(query, copy, name));
    },
    drop: (copy) => db.workerTransaction((query) => dropCopy(query, copy)),
  };
}

/** A read model that commits with the service's events. It is rebuilt in place and as a whole, and always complete: a copy beside it would tell nothing. */
export function fromAppends(projection: RebuildableInline, db: Database, cipher: PersonalFields): OperatedProjection {
  const { name, tables } = projection;
  const noCopy = (): Promise<never> =>
    Promise.reject(new DomainError('PROJECTION.INLINE', `${name} commits with the events themselves and has no copies: rebuild it in place, without --shadow; whoever appends waits until it is done`));
  return {
    name,
    tables,
    feed: 'inline',
    async rebuild(request) {
      if (request.copy !== undefined) return noCopy();
      if (!isFromStart(request)) throw new DomainError('PROJECTION.INLINE', `${name} commits with the events themselves: it is rebuilt from the first one, and from no later point`);
      return { projection: name, events: await rebuildInline(db, cipher, projection, 'erased_conversations'), replay: null };
    },
    compare: noCopy,
    promote: noCopy,
    drop: noCopy,
  };
}
