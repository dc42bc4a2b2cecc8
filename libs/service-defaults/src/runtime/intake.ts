import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './deadline.js';

/** All in all, from the moment when readiness goes false. */
const INTAKE_MS = 14_000;
/** A caller that has stopped sending its request keeps nobody. */
const STALLED_MS = 4_000;
const LOOK_MS = 200;

/** The HTTP side of a process while it ends. */
export interface Intake {
  /**
   * Takes requests for `graceMs` more, because whoever sends them must first notice that the process is not ready any more; then takes
   * none, finishes those in hand, and cuts off what is left after 14 s in all, or has stopped sending.
   */
  close(graceMs: number): Promise<void>;
}

/** Watches a server's requests. @param stop closes the server; resolves when every connection has ended. */
export function watchIntake(server: Server, stop: () => Promise<unknown>): Intake {
  const open = new Set<IncomingMessage>();
  server.prependListener('request', (request, response) => {
    open.add(request);
    response.once('close', () => open.delete(request));
  });
  return {
    async close(graceMs) {
      await sleep(graceMs);
      let closed = false;
      const closing = stop().finally(() => (closed = true));
      const cutting = cutStalled(open, () => closed);
      await within(INTAKE_MS - graceMs, 'HTTP server', closing);
      closed = true;
      server.closeAllConnections();
      await cutting;
    },
  };
}

async function cutStalled(open: ReadonlySet<IncomingMessage>, isOver: () => boolean): Promise<void> {
  const seen = new Map<IncomingMessage, { readonly bytes: number; readonly since: number }>();
  for (; !isOver(); await sleep(LOOK_MS)) {
    for (const request of open) {
      if (request.complete) continue;
      const bytes = request.socket.bytesRead;
      const last = seen.get(request);
      if (last?.bytes !== bytes) seen.set(request, { bytes, since: Date.now() });
      else if (Date.now() - last.since > STALLED_MS) request.socket.destroy();
    }
  }
}
