// Renders docs/asyncapi.yaml (AsyncAPI 3.0): a channel per topic, a message per event, an operation per service and topic.
import { stringify } from 'yaml';

const text = (description, more = {}) => ({ type: 'string', description, ...more });

/** CloudEvents attributes as Kafka headers: binary mode of the CloudEvents Kafka protocol binding. */
const envelope = {
  type: 'object',
  required: ['content-type', 'ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time', 'ce_subject', 'ce_correlationid', 'ce_tenantid', 'ce_factid', 'ce_dataschema'],
  properties: {
    'content-type': text('Media type of the value.', { const: 'application/avro' }),
    ce_specversion: text('CloudEvents version.', { const: '1.0' }),
    ce_id: text('The same id for the same event, however often it is delivered.', { format: 'uuid' }),
    ce_type: text('Event type with its major version.'),
    ce_source: text('Service that recorded the fact, e.g. /callmesh/extraction.', { format: 'uri-reference' }),
    ce_time: text('When the fact was recorded.', { format: 'date-time' }),
    ce_subject: text('The conversation.'),
    ce_correlationid: text('The conversation.'),
    ce_causationid: text('Id of the event that led to this one; absent on the first of a conversation.'),
    ce_tenantid: text('The tenant.'),
    ce_factid: text('The same for every major version of one fact; effects are deduplicated by it.'),
    ce_dataschema: text('Type and minor of the value, e.g. urn:callmesh:schema:call.recorded.v1.0.', { format: 'uri' }),
    traceparent: text('W3C trace context; absent when the request was not traced.'),
  },
};

const message = ({ type, schema, resolved }) => ({
  name: type,
  title: schema.name,
  summary: schema.doc,
  contentType: 'application/avro',
  correlationId: { location: '$message.header#/ce_correlationid' },
  headers: { allOf: [{ $ref: '#/components/schemas/CloudEvent' }, { type: 'object', properties: { ce_type: { const: type } } }] },
  payload: { schemaFormat: 'application/vnd.apache.avro+json;version=1.9.0', schema: resolved.schema },
});

const channel = (topic, rows) => ({
  address: topic,
  description: `Written by ${rows[0].emittedBy} alone. The key is the conversation id; the value is Avro in Confluent framing (a zero byte, four bytes schema id, the body).`,
  messages: Object.fromEntries(rows.map((row) => [row.type, { $ref: `#/components/messages/${row.type}` }])),
  bindings: { kafka: { topic, bindingVersion: '0.5.0' } },
});

const operation = (action, service, topic, rows) => ({
  action,
  channel: { $ref: `#/channels/${topic}` },
  summary: action === 'send' ? `${service} records facts on ${topic}.` : `${service} hears ${topic}.`,
  tags: [{ name: service }],
  messages: rows.map((row) => ({ $ref: `#/channels/${topic}/messages/${row.type}` })),
});

function operations(flow, topics) {
  const services = [...new Set(flow.map((row) => row.emittedBy)), 'insights'];
  const all = {};
  for (const service of services) {
    for (const topic of topics) {
      const rows = flow.filter((row) => row.topic === topic);
      const sent = rows.filter((row) => row.emittedBy === service);
      const heard = rows.filter((row) => (service === 'insights' ? !row.besides : row.heardBy.includes(service)));
      if (sent.length > 0) all[`${service}.sends.${topic}`] = operation('send', service, topic, sent);
      if (heard.length > 0) all[`${service}.hears.${topic}`] = operation('receive', service, topic, heard);
    }
  }
  return all;
}

export function renderAsyncApi(flow, versions) {
  const topics = [...new Set(flow.map((row) => row.topic))];
  const current = new Map(versions.map((version) => [version.type, version]));
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'callmesh',
      version: '1.0.0',
      description: 'Public events of callmesh: customer phone calls as business facts. Personal text is redacted; fields marked "personal" are encrypted at rest.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/avro',
    channels: Object.fromEntries(topics.map((topic) => [topic, channel(topic, flow.filter((row) => row.topic === topic))])),
    operations: operations(flow, topics),
    components: {
      schemas: { CloudEvent: envelope },
      messages: Object.fromEntries(flow.map((row) => [row.type, message(current.get(row.type))])),
    },
  };
  return `# Generated from libs/contracts/src/flow.ts and schemas/ by \`npm run contracts:generate\`. Do not edit.\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
