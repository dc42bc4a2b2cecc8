import { assertMayScrape } from './may-scrape.js';

const TOKEN = 'scrape-token-of-a-test';

function answer(ip: string, headers: Record<string, string>, token?: string): string {
  try {
    assertMayScrape({ ip, headers }, token);
    return 'shown';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('metrics without a scrape token', () => {
  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('are shown to this machine: %s', (ip) => expect(answer(ip, {})).toBe('shown'));
  it.each(['10.0.0.7', '::ffff:10.0.0.7', '2001:db8::1', '12.127.0.1', ''])('are kept from %p', (ip) => expect(answer(ip, {})).toBe('METRICS.FORBIDDEN'));
  it.each([['x-forwarded-for', '127.0.0.1'], ['forwarded', 'for=127.0.0.1']])('are kept from what a proxy hands on: %s', (header, value) => expect(answer('127.0.0.1', { [header]: value })).toBe('METRICS.FORBIDDEN'));
});

describe('metrics with a scrape token', () => {
  it('are shown to who has it, from anywhere', () => expect(answer('10.0.0.7', { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '1.2.3.4' }, TOKEN)).toBe('shown'));
  it.each([undefined, TOKEN, 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`])('are kept from %p, from this machine too', (authorization) =>
    expect(answer('127.0.0.1', authorization === undefined ? {} : { authorization }, TOKEN)).toBe('AUTH.METRICS_TOKEN'));
});
