import { DomainError, type Database, type TableComparison } from '@callmesh/event-sourcing';
import type { SchemaRegistry } from '@callmesh/contracts';
import type { JobHandler } from '@callmesh/jobs';
import type { Redriven, ReplayRunner } from '@callmesh/messaging';
import type { RetentionRunner } from '../retention/retention-runner.js';

/** A point of history as an operator names it; nothing given is the beginning. */
export interface AskedPoint {
  /** ISO 8601. */
  readonly fromTime?: string | undefined;
  /** A message's place, `<topic>/<partition>/<position>`, or a place in the service's own events. */
  readonly fromPosition?: string | undefined;
}

/** How a read model is to be built again. */
interface RebuildRequest extends AskedPoint {
  /** Name of a copy beside the live tables; without it the live read model is what changes. */
  readonly copy?: string | undefined;
  readonly askedBy: string;
}

/** What was begun, or is done already. */
export interface Rebuild {
  readonly projection: string;
  /** Events passed; null while a replay works on it. */
  readonly events: number | null;
  /** The replay that works on it. */
  readonly replay: string | null;
}

/** A read model that can be built again from events. */
export interface OperatedProjection {
  readonly name: string;
  /** `broker`: fed by the service's consumer; `store`: by the service's own events; `inline`: with them, in one transaction. */
  readonly feed: 'broker' | 'store' | 'inline';
  readonly tables: readonly string[];
  rebuild(request: RebuildRequest): Promise<Rebuild>;
  /** Brings a copy up to now and compares it. @throws DomainError `COPY.NOT_FOUND` */
  compare(copy: string): Promise<TableComparison[]>;
  /** Puts a copy in the place of the live tables. @throws DomainError `COPY.NOT_FOUND`, `COPY.NOT_COMPLETE` */
  promote(copy: string): Promise<void>;
  drop(copy: string): Promise<void>;
}

/** What operators' routes need of a service that runs in this process. */
export interface OperatedService {
  readonly name: string;
  readonly db: Database;
  readonly registry: SchemaRegistry;
  readonly jobHandlers: readonly JobHandler[];
  redriveKey(topic: string, key: string): Promise<Redriven>;
  readonly projections: readonly OperatedProjection[];
  readonly replays: ReplayRunner;
  readonly retention: RetentionRunner;
  /** Whether its consumer does nothing but feed a read model. */
  readonly isReadModel: boolean;
}

/** The services of this process, by name. */
export class OperatedServices {
  private readonly byName = new Map<string, OperatedService>();

  add(service: OperatedService): void {
    this.byName.set(service.name, service);
  }

  all(): OperatedService[] {
    return [...this.byName.values()];
  }

  /** @throws DomainError `SERVICE.NOT_FOUND` */
  of(name: string): OperatedService {
    const service = this.byName.get(name);
    if (!service) throw new DomainError('SERVICE.NOT_FOUND', `no service ${name} runs in this process: it has ${[...this.byName.keys()].join(', ')}`);
    return service;
  }
}

/** Nest injection token of the {@link OperatedServices}. */
export const OPERATED_SERVICES = Symbol('OperatedServices');
