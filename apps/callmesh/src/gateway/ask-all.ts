import type { ServiceName } from '@callmesh/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Upstreams } from './upstreams.js';

/** Lists that several services answer in parts: by which field, and whether the highest comes first. */
const ORDERS = [['createdAt', -1], ['parkedAt', 1]] as const;

type Row = Readonly<Record<string, unknown>>;

/** A list of all services: each is asked for its part with the caller's own key. The first that refuses is the answer. */
export async function askAll(request: FastifyRequest, reply: FastifyReply, services: readonly ServiceName[], upstreams: Upstreams): Promise<FastifyReply> {
  const { service, limit } = request.query as { service?: string; limit?: string };
  const asked = services.filter((name) => service === undefined || name === service);
  const answers = await Promise.all((asked.length > 0 ? asked : services.slice(0, 1)).map((name) => ask(request, name, upstreams)));
  const refused = answers.find(({ status }) => status !== 200);
  if (refused) return reply.code(refused.status).type(refused.type).send(refused.text);
  const rows = answers.flatMap(({ text }) => JSON.parse(text) as Row[]);
  const most = Number(limit ?? 100);
  return reply.send(inOrder(rows).slice(0, most > 0 ? most : rows.length));
}

async function ask(request: FastifyRequest, service: ServiceName, upstreams: Upstreams): Promise<{ status: number; type: string; text: string }> {
  const { authorization } = request.headers;
  const response = await fetch(`${await upstreams.pick(service)}${request.raw.url}`, { headers: authorization === undefined ? {} : { authorization } });
  return { status: response.status, type: response.headers.get('content-type') ?? 'application/json', text: await response.text() };
}

function inOrder(rows: readonly Row[]): Row[] {
  const order = ORDERS.find(([field]) => rows[0]?.[field] !== undefined);
  if (!order) return [...rows];
  const [field, sign] = order;
  return [...rows].sort((a, b) => sign * String(a[field]).localeCompare(String(b[field])));
}
