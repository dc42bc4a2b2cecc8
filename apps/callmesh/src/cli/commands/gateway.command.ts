import type { ServiceName } from '@callmesh/contracts';
import type { Command } from 'commander';
import type { Upstreams } from '../../gateway/upstreams.js';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';

/** `callmesh gateway` */
export function gatewayCommand(program: Command): void {
  program
    .command('gateway')
    .description('one address before services that run as processes of their own, at CALLMESH_UPSTREAMS; until SIGTERM')
    .action(
      act<[], object>(async ({ output }) => {
        const [{ loadEnvironment, setUpLogs, untilSignalled }, { startGateway }, { allServices }] = await Promise.all([import('@callmesh/service-defaults'), import('../../gateway/gateway.js'), import('../../host/services.js')]);
        const env = loadEnvironment();
        const log = setUpLogs({ level: env.CALLMESH_LOG_LEVEL, format: env.CALLMESH_LOG_FORMAT });
        const upstreams = await upstreamsOf(env.CALLMESH_UPSTREAMS, allServices.map(({ name }) => name));
        const gateway = await startGateway({ definitions: allServices, upstreams, host: env.CALLMESH_HOST, port: env.CALLMESH_PORT, metricsToken: env.CALLMESH_METRICS_TOKEN });
        log.info({ url: gateway.url }, 'ready');
        output.answer({ url: gateway.url }, ({ url }) => [`the gateway listens at ${url}`]);
        await untilSignalled(() => gateway.close());
      }),
    );
}

async function upstreamsOf(given: string | undefined, serviceNames: readonly ServiceName[]): Promise<Upstreams> {
  const addresses = new Map((given ?? '').split(',').filter(Boolean).map((pair) => pair.trim().split('=') as [string, string]));
  const missing = serviceNames.filter((name) => !addresses.has(name));
  const unknown = [...addresses.keys()].filter((name) => !serviceNames.includes(name as ServiceName));
  if (missing.length + unknown.length > 0) {
    const faults = [...missing.map((name) => `${name} is missing`), ...unknown.map((name) => `there is no service ${name}`)];
    throw new CliError('CONFIG.INVALID', `CALLMESH_UPSTREAMS must name the address of each service: ${faults.join(', ')}`, `give it as ${serviceNames.map((name) => `${name}=http://${name}:8400`).join(',')}`, EXIT.usage);
  }
  const { Upstreams } = await import('../../gateway/upstreams.js');
  const upstreams = new Upstreams();
  for (const [name, url] of addresses) upstreams.addFixed(name as ServiceName, url);
  return upstreams;
}
