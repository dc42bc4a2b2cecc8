import type { ConversationThread } from '@callmesh/insights';
import { handIn, sampleCall, threadWhen } from '../support/calls.js';
import { preparedImages, startStack, untilHealthy, type ComposeStack } from './compose-stack.js';

const PATIENCE_MS = 240_000;
const SERVICES = ['ingestion', 'transcription', 'extraction', 'human-review', 'crm-sync', 'insights'];
/** What is neither needed to run nor of use to anyone who got in. */
const TOOLS = ['npm', 'npx', 'corepack', 'tsc', 'pip', 'pip3', 'gcc', 'cc', 'make', 'git', 'curl', 'wget'];

const hasApplied = ({ actions }: ConversationThread): boolean => actions.length > 0 && actions.every(({ state }) => state === 'applied');

describe('docker compose up', () => {
  let stack: ComposeStack;
  beforeAll(async () => {
    stack = await startStack(preparedImages());
  }, 1_200_000);
  afterAll(() => stack?.down(), 300_000);

  test('a stored transcript goes through every service to the change in the CRM', async () => {
    const { conversationId } = await handIn(stack.api, await sampleCall('cancel-order', 'vtt'));
    const thread = await threadWhen(stack.api, conversationId, hasApplied, PATIENCE_MS);
    expect(thread.actions.map(({ kind }) => kind)).toContain('cancel-order');
    expect(thread.crm.map(({ object }) => object)).toContain('orders');
  }, PATIENCE_MS);

  test('a recording is heard by the speech engine in its own container', async () => {
    const { conversationId } = await handIn(stack.api, await sampleCall('opening-hours', 'ogg'));
    const thread = await threadWhen(stack.api, conversationId, ({ settled, engine }) => settled && engine !== null, PATIENCE_MS);
    expect(thread.engine).toBe('whisper');
    expect(thread.summary).not.toBeNull();
  }, PATIENCE_MS);

  test('what was said lies sealed in the object store, and nowhere else', async () => {
    const { output } = await stack.container('s3').exec(['sh', '-c', 'find /data/buckets/callmesh -type f | wc -l; grep -rlE "WEBVTT|OggS" /data/buckets | wc -l']);
    const [objects, inClear] = output.trim().split('\n').map(Number);
    expect(objects).toBeGreaterThan(2);
    expect(inClear).toBe(0);
    for (const service of SERVICES) expect((await stack.container(service).exec(['sh', '-c', 'find /var/lib/callmesh -type f'])).output).toBe('');
  });

  test('a service that is restarted under way goes on where it was', async () => {
    const { conversationId } = await handIn(stack.api, await sampleCall('two-orders', 'vtt'));
    for (const service of ['extraction', 'crm-sync']) await stack.container(service).restart({ timeout: 30_000 });
    for (const service of ['extraction', 'crm-sync']) await untilHealthy(stack.container(service));
    const thread = await threadWhen(stack.api, conversationId, ({ actions }) => actions.length > 0, PATIENCE_MS);
    expect(new Set(thread.actions.map(({ actionId }) => actionId)).size).toBe(thread.actions.length);
  }, PATIENCE_MS);

  test.each([...SERVICES, 'gateway', 'speech', 'demo-crm'])('%s runs as nobody in particular, on a root that it cannot change, without tools', async (service) => {
    const { output } = await stack.container(service).exec(['sh', '-c', `id -u; touch /app/x /usr/x 2>/dev/null && echo writable; for tool in ${TOOLS.join(' ')}; do command -v $tool; done; grep -E '^(CapEff|NoNewPrivs)' /proc/1/status | tr -d '\\t'`]);
    expect(output.trim().split('\n')).toEqual(['10001', 'CapEff:0000000000000000', 'NoNewPrivs:1']);
  });
});
