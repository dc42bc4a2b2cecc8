import type { ServiceName } from '@callmesh/contracts';
import { CliError, EXIT } from '../cli/cli.errors.js';
import { runDemo, type DemoOptions } from '../demo/demo.js';
import { allServices } from '../host/services.js';
import { startStack } from './stack.js';

/** What the environment may say of the surroundings and the services; the rest of it is the terminal's. */
const PASSED_ON = /^(DATABASE_URL$|KAFKA_|SCHEMA_REGISTRY_|S3_|WHISPER_|LLM_|CRM_|OTEL_|CALLMESH_(MASTER_KEY|OTHER_MASTER_KEYS|LOG_|MAX_|METRICS_|MIN_|WATCH_|UNCONSENTED_))/;
const DATA = '.callmesh-stack';

/** How the stack is run from the command line. */
export interface RunStackOptions extends DemoOptions {
  /** `service=count,…` */
  readonly instances?: string;
}

/** The demo's run and report over the distributed system; without calls it only starts it. */
export async function runStack({ instances, ...options }: RunStackOptions): Promise<void> {
  const services = instances === undefined ? {} : countsIn(instances);
  const given = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value && PASSED_ON.test(name) ? [[name, value]] : [])));
  const data = options.data ?? process.env.CALLMESH_DATA_DIR ?? (options.once ? undefined : DATA);
  await runDemo({ ...options, ...(data !== undefined && { data }), samples: options.once }, ({ env, say, freePorts = false }) =>
    startStack({ dataDir: env.CALLMESH_DATA_DIR, freePorts, say, services, env: given, ...(freePorts ? {} : { port: env.CALLMESH_PORT }) }),
  );
}

function countsIn(text: string): Partial<Record<ServiceName, number>> {
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', count = ''] = part.split('=').map((word) => word.trim());
      if (!allServices.some((service) => service.name === name)) throw new CliError('SERVICE.NOT_FOUND', `there is no service ${name}`, `there are ${allServices.map((service) => service.name).join(', ')}`, EXIT.usage);
      if (!/^[1-9]\d?$/.test(count)) throw new CliError('REQUEST.INVALID', `${part} names no count`, 'write e.g. ingestion=2', EXIT.usage);
      return [name, Number(count)];
    }),
  );
}
