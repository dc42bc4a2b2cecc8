import { DomainError } from '@callmesh/event-sourcing';
import type { Environment } from '../config/environment.js';

/** Says why a process cannot listen where it should; other errors unchanged. */
export function explainListenFault(error: unknown, { CALLMESH_HOST: host, CALLMESH_PORT: port }: Environment): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new DomainError('CONFIG.PORT_TAKEN', `port ${port} of ${host} is taken by another program: stop it, or choose another port with CALLMESH_PORT (0 takes a free one)`);
    case 'EACCES':
      return new DomainError('CONFIG.PORT_FORBIDDEN', `this user may not listen on port ${port}: choose one from 1024 on with CALLMESH_PORT`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new DomainError('CONFIG.HOST_UNKNOWN', `${host} is no address of this machine: set CALLMESH_HOST to one, or to 0.0.0.0 for all`);
    default:
      return error;
  }
}
