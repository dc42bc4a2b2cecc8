import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadEnvironment } from '@callmesh/service-defaults';
import { dataDirectory } from '../../host/data-directory.js';
import type { Finding } from '../finding.js';
import { languageModelProbe } from './language-model.probe.js';

async function lookAt(status: number, body: unknown, model = 'stub'): Promise<{ finding: Finding | undefined; authorization: string | undefined }> {
  let authorization: string | undefined;
  const server = createServer((request, response) => {
    authorization = request.headers.authorization;
    response.writeHead(request.url === '/v1/models' ? status : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = { LLM_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`, LLM_API_KEY: 'sesame', LLM_MODEL: model };
  const [finding] = await look(env);
  await new Promise((resolve) => server.close(resolve));
  return { finding, authorization };
}
const look = (env: Record<string, string>) => languageModelProbe.look({ env: loadEnvironment(env), directory: dataDirectory('.'), instance: undefined, adminUrl: undefined });

it.each([
  ['has the model', 200, { data: [{ id: 'stub' }] }, 'ok', /has stub/],
  ['has others', 200, { data: [{ id: 'other' }] }, 'fault', /no model stub/],
  ['refuses the key', 401, {}, 'fault', /refuses the key/],
  ['lists no models', 404, {}, 'note', /does not list/],
  ['is in trouble', 503, {}, 'fault', /503/],
])('a server that %s', async (_what, status, body, state, found) => {
  const { finding, authorization } = await lookAt(status, body);
  expect(finding).toMatchObject({ state, found: expect.stringMatching(found) as string });
  expect(authorization).toBe('Bearer sesame');
  expect(JSON.stringify(finding)).not.toContain('sesame');
});

it('one that is away, and none at all', async () => {
  expect(await look({ LLM_BASE_URL: 'http://127.0.0.1:1' })).toMatchObject([{ state: 'fault', found: expect.stringContaining('does not answer') as string }]);
  expect(await look({})).toMatchObject([{ state: 'note', found: expect.stringContaining('local engine alone') as string }]);
});
