/** What a service says to the process that started it, over Node's own channel between parent and child. */
export type ServiceMessage =
  | { readonly callmesh: 'ready'; readonly url: string }
  /** Send no more requests: what is in hand is finished. */
  | { readonly callmesh: 'stopping' };

/** The process that supervises this one; without one nothing is said and nobody goes. */
export interface Supervisor {
  say(message: ServiceMessage): void;
  /** Resolves when it has ended, however that happened: nobody would restart or stop this process any more. */
  readonly gone: Promise<void>;
  /** Lets go of the channel, which would keep the process alive. */
  release(): void;
}

/** Connects to whoever started this process with a channel (`stack` does). */
export function connectSupervisor(): Supervisor {
  const gone = new Promise<void>((resolve) => {
    if (process.send) process.once('disconnect', resolve);
  });
  return {
    say(message) {
      // One that has just ended cannot be told; `gone` says so.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    gone,
    release() {
      if (process.connected) process.disconnect();
    },
  };
}
