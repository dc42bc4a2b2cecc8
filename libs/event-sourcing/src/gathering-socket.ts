import { Socket } from 'node:net';

/**
 * A socket that sends what is written within one turn of the event loop with one system call: `begin`, an append and `commit` of a
 * pipelined transaction travel together, and the server wakes once for them.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket();
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let gathering = false;
  const gather = (...args: unknown[]): boolean => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      setImmediate(() => {
        gathering = false;
        socket.uncork();
      });
    }
    return write(...args);
  };
  // Only now: `connect` itself puts the plain method back.
  socket.once('connect', () => Object.assign(socket, { write: gather }));
  return socket;
}
