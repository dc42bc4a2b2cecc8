import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small registry over real HTTP, where a test needs routes that no server here has, or answers that none would give. */
export interface StubRegistry {
  readonly url: string;
  /** `METHOD path` of every request. */
  readonly requests: readonly string[];
  /** Value of the last request's Authorization header. */
  authorization(): string | undefined;
  close(): Promise<void>;
}

/** What is found under a path, as JSON; anything else is 404 with the registry's code for an unknown schema. */
export async function startStubRegistry(answers: Readonly<Record<string, unknown>>): Promise<StubRegistry> {
  const requests: string[] = [];
  let authorization: string | undefined;
  const server = http.createServer((request, response) => {
    const asked = `${request.method} ${request.url}`;
    requests.push(asked);
    authorization = request.headers.authorization;
    request.resume();
    const answer = answers[asked];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error_code: 40_403, message: 'Schema not found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    authorization: () => authorization,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
