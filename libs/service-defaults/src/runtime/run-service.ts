import { DomainError } from '@callmesh/event-sourcing';
import { loadEnvironment } from '../config/load-environment.js';
import { rootLogger, setUpLogs } from '../logs/logger.js';
import type { ServiceDefinition } from '../service.js';
import { startServices } from './run-services.js';
import { untilSignalled } from './shutdown.js';
import { connectSupervisor } from './supervisor.js';

/** A service's `main.ts`: runs it alone until SIGTERM or SIGINT, or the end of its supervisor, then ends in order. Faults of the configuration are told without a trace. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  try {
    const env = loadEnvironment();
    setUpLogs({ level: env.CALLMESH_LOG_LEVEL, format: env.CALLMESH_LOG_FORMAT });
    const supervisor = connectSupervisor();
    const started = await startServices([definition], env, { onStopping: () => supervisor.say({ callmesh: 'stopping' }) });
    let stopped = false;
    // From now on: what is waited for may be away for hours, and a signal is to be heard meanwhile.
    const ended = untilSignalled(() => {
      stopped = true;
      return started.stop();
    }, supervisor.gone);
    await started.ready.then(
      () => supervisor.say({ callmesh: 'ready', url: started.url }),
      (error: unknown) => {
        if (!stopped) throw error;
      },
    );
    await ended;
    supervisor.release();
  } catch (error) {
    if (!(error instanceof DomainError)) rootLogger().fatal({ err: error }, `${definition.name} cannot start`);
    else process.stderr.write(`${definition.name} cannot start [${error.code}]\n${error.message}\n`);
    process.exit(1);
  }
}
