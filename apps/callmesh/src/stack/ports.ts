import { createServer } from 'node:net';

/** Ports of the stack on the loopback address, where they are free. */
export const usualPorts = { crm: 8401, services: 8410, s3: 8470, registry: 8480, kafka: 8492, kafkaController: 8493 } as const;

/** The port asked for when nobody has it, else a free one. */
export async function freePort(preferred = 0): Promise<number> {
  const bind = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const server = createServer().once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
      });
    });
  return bind(preferred).catch(() => bind(0));
}
