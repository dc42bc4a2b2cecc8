import path from 'node:path';
import type { ServiceName } from '@callmesh/contracts';
import { allServices } from '../host/services.js';
import type { Upstreams } from '../gateway/upstreams.js';
import { freePort, usualPorts } from './ports.js';
import { ServiceProcess } from './service-process.js';

/** An instance of a service, as whoever runs the stack sees it. */
export type StackProcess = Pick<ServiceProcess, 'name' | 'instance' | 'pid' | 'starts' | 'url' | 'ready' | 'kill' | 'restart' | 'stop'>;

/** What instances are started with. */
export interface FleetOptions {
  readonly upstreams: Upstreams;
  readonly freePorts: boolean;
  readonly say: (message: string) => void;
  /** Folder of their logs. */
  readonly logs: string;
  readonly envOf: (service: ServiceName) => Readonly<Record<string, string>>;
  /** The processes are others now. */
  readonly onChange: (processes: readonly { readonly name: string; readonly pid: number }[]) => Promise<void>;
}

/** The terminal's own settings, not those of callmesh: each service is told what it needs and no more. */
const NOT_INHERITED = /^(DATABASE_|CALLMESH_(PORT|HOST|URL|API_KEY|TEST_RUN)$|NODE_OPTIONS$|NODE_CHANNEL|npm_)/;
/** The gateway is told at once; the rest is for answers on their way. */
const DRAIN_MS = '300';

/** All instances of all services. */
export class ServiceFleet {
  readonly processes: ServiceProcess[] = [];
  private stopping: Promise<unknown> | undefined;
  private listing: Promise<void> = Promise.resolve();

  constructor(private readonly options: FleetOptions) {}

  /** Starts one more instance; resolves when it is ready. */
  async add(name: ServiceName): Promise<ServiceProcess> {
    const { upstreams, freePorts, say, logs } = this.options;
    const instance = Math.max(0, ...this.processes.filter((one) => one.name === name).map((one) => one.instance)) + 1;
    let url = '';
    const process = new ServiceProcess({
      name,
      instance,
      env: () => this.envFor(name, freePorts ? 0 : portOf(name, instance)),
      logFile: path.join(logs, `${name}-${instance}.log`),
      say,
      onReady: (address) => {
        url = address;
        upstreams.add(name, url);
        this.list();
      },
      onGone: () => upstreams.remove(name, url),
    });
    this.processes.push(process);
    await process.start();
    return process;
  }

  /** Ends all of them, side by side. */
  stop(): Promise<unknown> {
    return (this.stopping ??= Promise.all([...this.processes.map((process) => process.stop()), this.listing]));
  }

  private async envFor(name: ServiceName, preferredPort: number): Promise<NodeJS.ProcessEnv> {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([key]) => !NOT_INHERITED.test(key)));
    const port = preferredPort === 0 ? 0 : await freePort(preferredPort);
    return { ...inherited, CALLMESH_DRAIN_MS: DRAIN_MS, ...this.options.envOf(name), CALLMESH_PORT: String(port) };
  }

  /** Has the processes written down as they are now. */
  list(): void {
    const processes = this.processes.map(({ name, instance, pid }) => ({ name: `${name}-${instance}`, pid }));
    this.listing = this.listing.then(() => this.options.onChange(processes)).catch(() => undefined);
  }
}

const portOf = (name: ServiceName, instance: number): number => usualPorts.services + allServices.findIndex((service) => service.name === name) + 1 + 10 * (instance - 1);
