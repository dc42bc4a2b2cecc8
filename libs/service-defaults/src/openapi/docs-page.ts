import type { OpenAPIObject } from '@nestjs/swagger';

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** The OpenAPI document as one plain page: no script, nothing loaded from elsewhere. */
export function docsPage(document: OpenAPIObject): string {
  const rows = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, { summary?: string; tags?: string[]; security?: unknown }>).map(([method, { summary = '', tags = [], security }]) => ({
      tag: tags[0] ?? '',
      html: `<tr><td class="m">${method.toUpperCase()}</td><td><code>${escape(path)}</code></td><td>${escape(summary)}</td><td>${security ? 'key' : 'open'}</td></tr>`,
    })),
  );
  const groups = groupByTag(rows);
  const sections = [...groups].map(([tag, members]) => `<h2>${escape(tag)}</h2><table>${members.map(({ html }) => html).join('')}</table>`).join('');
  return `<!doctype html><meta charset="utf-8"><title>callmesh API</title><style>
    body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2933}
    table{border-collapse:collapse;width:100%}td{padding:.3rem .6rem;border-top:1px solid #e4e7eb;vertical-align:top}
    .m{font-weight:600;width:4rem}code{font-size:.92em}h2{margin:1.6rem 0 .3rem;font-size:1.05rem}
  </style><h1>callmesh API</h1><p>${escape(document.info.description ?? '')} Machine-readable: <a href="openapi.json">openapi.json</a>.</p>${sections}`;
}

function groupByTag<T extends { tag: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.tag, [...(groups.get(row.tag) ?? []), row]);
  return groups;
}
