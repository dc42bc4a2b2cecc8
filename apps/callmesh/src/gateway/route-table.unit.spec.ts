import { allServices } from '../host/services.js';
import { routesOf } from './route-table.js';

const routes = routesOf(allServices);
const ownerOf = (method: string, path: string): unknown => routes.find((route) => route.method === method && route.path === path)?.owner;

it('services that share a prefix keep their own routes', () => {
  expect(ownerOf('GET', '/conversations/:id/thread')).toEqual({ service: 'insights' });
  expect(ownerOf('GET', '/conversations/:id/transcript')).toEqual({ service: 'transcription' });
  expect(ownerOf('POST', '/actions/:id/decision')).toEqual({ service: 'human-review' });
  expect(ownerOf('GET', '/actions/:id/application')).toEqual({ service: 'crm-sync' });
});

it('operators’ routes go to the service that they name, lists to all', () => {
  expect(ownerOf('POST', '/jobs/:service/:id/retry')).toEqual({ parameter: 'service' });
  expect(ownerOf('GET', '/jobs')).toEqual({ all: true });
  expect(ownerOf('POST', '/keys')).toEqual({ service: 'ingestion' });
});

it('no route belongs to two', () => {
  const names = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('what is asked of all is only ever read', () => {
  expect(routes.filter(({ method, owner }) => 'all' in owner && method !== 'GET')).toEqual([]);
});
