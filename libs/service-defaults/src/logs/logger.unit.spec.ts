import { withCorrelation } from './correlation.js';
import { setUpLogs } from './logger.js';

const lines: string[] = [];
const log = setUpLogs({ destination: { write: (line) => void lines.push(line) } });
const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

it('a line carries the correlation of the work in hand, across awaits', async () => {
  await withCorrelation({ correlationId: 'c-1', conversationId: 'conv-1' }, async () => {
    await Promise.resolve();
    log.info('worked');
  });
  expect(last()).toMatchObject({ level: 'info', msg: 'worked', correlationId: 'c-1', conversationId: 'conv-1' });
  log.info('afterwards');
  expect(last()).not.toHaveProperty('correlationId');
});

it('what could be personal or secret is not written, also one level down', () => {
  log.info({ quote: 'call me at 555 0199', call: { from: '+14155550101', id: 'c-1' }, authorization: 'Bearer cm_x' }, 'line');
  expect(lines.at(-1)).not.toMatch(/555|cm_x/);
  expect(last()).toMatchObject({ call: { id: 'c-1' } });
});

it('an error is written with its code, not with the values a database puts into its details', () => {
  const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (phone)=(+14155550101) already exists.' });
  log.error({ err: error }, 'failed');
  expect(last()).toMatchObject({ err: { message: 'duplicate key', code: '23505' } });
  expect(lines.at(-1)).not.toContain('5550101');
});
