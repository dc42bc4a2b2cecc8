// Renders docs/flow.md: the flow as a diagram and a table.
const short = (type) => type.replace(/\.v\d+$/, '');

function diagram(flow) {
  const edges = new Map();
  for (const row of flow) {
    for (const listener of row.heardBy) {
      const edge = `${row.emittedBy} ${listener}`;
      edges.set(edge, (edges.get(edge) ?? new Set()).add(short(row.type)));
    }
  }
  const lines = [...edges].map(([edge, types]) => {
    const [from, to] = edge.split(' ');
    return `  ${from} -- "${[...types].join('<br/>')}" --> ${to}`;
  });
  const writers = [...new Set(flow.map((row) => row.emittedBy))];
  return ['flowchart TD', ...lines, ...writers.map((writer) => `  ${writer} -.-> insights`)].join('\n');
}

export function renderFlow(flow, versions) {
  const current = new Map(versions.map((version) => [version.type, version]));
  const rows = flow.map((row) => {
    const { file, minor, schema, readOnly } = current.get(row.type);
    return `| [\`${row.type}\`](../schemas/${file}) | ${minor}${readOnly ? ' (read; written from the next release on)' : ''} | ${row.topic} | ${row.emittedBy} | ${row.heardBy.join(', ') || '–'} | ${schema.doc} |`;
  });
  return `<!-- Generated from libs/contracts/src/flow.ts and schemas/ by \`npm run contracts:generate\`. Do not edit. -->

# The flow

Who says what, and who acts on it. Insights hears every fact (dotted), in its oldest major. Order holds per conversation within a topic;
across topics an effect may arrive before its cause.

\`\`\`mermaid
${diagram(flow)}
\`\`\`

| event | newest minor | topic | emitted by | heard by | meaning |
|---|---|---|---|---|---|
${rows.join('\n')}

An event in two majors is one fact told twice: different \`ce_id\`, the same \`ce_factid\`, and it has its effect once. Hear the newest you
know, and the older one until it has gone.

Payloads are Avro in Confluent framing; the envelope is CloudEvents 1.0 in binary mode. The whole contract, with every field, is
[asyncapi.yaml](asyncapi.yaml).
`;
}
