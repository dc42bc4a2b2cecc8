import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';

/** A caller waits so long for an instance that is being restarted, rather than being told that there is none. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 25;
const HEALTH_MS = 2_000;

interface Instance {
  readonly url: string;
  /** An address that stays, whatever stands behind it: it is left out while it does not answer, and never forgotten. */
  readonly fixed: boolean;
  /** Answered its last health check, or has had none yet. */
  healthy: boolean;
}

/** Where each service's instances answer, and which of them may be sent a request. */
export class Upstreams {
  private readonly instances = new Map<ServiceName, Instance[]>();
  private turn = 0;

  add(service: ServiceName, url: string): void {
    this.remove(service, url);
    this.instances.set(service, [...this.of(service), { url, fixed: false, healthy: true }]);
  }

  /** An address that others look after: a name of compose or of a cluster, with any number of instances behind it. */
  addFixed(service: ServiceName, url: string): void {
    this.instances.set(service, [...this.of(service), { url, fixed: true, healthy: true }]);
  }

  remove(service: ServiceName, url: string): void {
    const known = this.of(service);
    for (const instance of known) if (instance.url === url) instance.healthy = false;
    this.instances.set(service, known.filter((instance) => instance.fixed || instance.url !== url));
  }

  urlsOf(service: ServiceName): string[] {
    return this.of(service).map(({ url }) => url);
  }

  /** Every instance that is known. */
  all(): { readonly service: ServiceName; readonly url: string }[] {
    return [...this.instances].flatMap(([service, known]) => known.map(({ url }) => ({ service, url })));
  }

  /**
   * The next instance in turn, one that is healthy if any is; waits for one while there is none.
   * @throws DomainError `GATEWAY.NO_INSTANCE`
   */
  async pick(service: ServiceName, avoid: ReadonlySet<string> = new Set()): Promise<string> {
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(LOOK_MS)) {
      const known = this.of(service).filter(({ url }) => !avoid.has(url));
      const healthy = known.filter((instance) => instance.healthy);
      const candidates = healthy.length > 0 ? healthy : known.filter(({ fixed }) => !fixed);
      this.turn += 1;
      const chosen = candidates[this.turn % candidates.length];
      if (chosen) return chosen.url;
      if (Date.now() > until) throw new DomainError('GATEWAY.NO_INSTANCE', `no instance of ${service} answers: it is being started again, try again in a moment`);
    }
  }

  /** Asks every instance for its health once. */
  async look(): Promise<void> {
    await Promise.all(
      [...this.instances.values()].flat().map(async (instance) => {
        instance.healthy = await fetch(`${instance.url}/health/ready`, { signal: AbortSignal.timeout(HEALTH_MS) }).then(({ ok }) => ok, () => false);
      }),
    );
  }

  /** Per service, whether an instance of it is ready to work. */
  health(): { readonly name: ServiceName; readonly ok: boolean; readonly remark: string }[] {
    return [...this.instances].map(([name, known]) => {
      const ready = known.filter(({ healthy }) => healthy).length;
      return { name, ok: ready > 0, remark: `${ready} of ${known.length} ready` };
    });
  }

  private of(service: ServiceName): Instance[] {
    return this.instances.get(service) ?? [];
  }
}
