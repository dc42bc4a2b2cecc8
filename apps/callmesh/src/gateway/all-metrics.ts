import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Upstreams } from './upstreams.js';

/** Lines of one metric: its help and type, and its samples from every instance. */
interface Family {
  readonly about: string[];
  readonly samples: string[];
}

/** The metrics of every instance on one page (Prometheus text format 0.0.4), each sample with the process that it comes from. */
export async function allMetrics(request: FastifyRequest, reply: FastifyReply, upstreams: Upstreams): Promise<FastifyReply> {
  const { authorization } = request.headers;
  const families = new Map<string, Family>();
  for (const { service, url } of upstreams.all()) {
    const response = await fetch(`${url}/metrics`, { headers: authorization === undefined ? {} : { authorization } }).catch(() => undefined);
    // An instance that is just ending has no figures to lose.
    if (!response) continue;
    const text = await response.text();
    if (!response.ok) return reply.code(response.status).type(response.headers.get('content-type') ?? 'application/problem+json').send(text);
    collect(families, text, `process="${service}@${new URL(url).host}"`);
  }
  const lines = [...families.values()].flatMap(({ about, samples }) => [...about, ...samples]);
  return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`);
}

function collect(families: Map<string, Family>, text: string, origin: string): void {
  let family: Family = { about: [], samples: [] };
  for (const line of text.split('\n')) {
    const [, kind, name] = /^# (HELP|TYPE) (\S+)/.exec(line) ?? [];
    if (name !== undefined) {
      family = families.get(name) ?? { about: [], samples: [] };
      families.set(name, family);
      if (!family.about.some((known) => known.startsWith(`# ${kind} `))) family.about.push(line);
    } else if (line !== '' && !line.startsWith('#')) {
      family.samples.push(line.includes('{') ? line.replace('{', `{${origin},`).replace(',}', '}') : line.replace(' ', `{${origin}} `));
    }
  }
}
