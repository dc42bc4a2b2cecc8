import type { Database } from '@callmesh/event-sourcing';
import type { SchemaRegistry } from '@callmesh/contracts';
import type { JobHandler } from '@callmesh/jobs';
import type { Redriven } from '@callmesh/messaging';
import { DomainError } from '@callmesh/event-sourcing';

/** What operators' routes need of a service that runs in this process. */
export interface OperatedService {
  readonly name: string;
  readonly db: Database;
  readonly registry: SchemaRegistry;
  readonly jobHandlers: readonly JobHandler[];
  redriveKey(topic: string, key: string): Promise<Redriven>;
  /** Names of the read models that can be rebuilt. */
  readonly projections: readonly string[];
  /** @returns events passed. */
  rebuild(projection: string): Promise<number>;
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
