import { CircuitBreaker } from './circuit-breaker.js';

let now = 0;
let breaker: CircuitBreaker;
beforeEach(() => {
  now = 1_000_000;
  breaker = new CircuitBreaker(
    () => now,
    () => 0,
  );
});
const fail = (times: number): number[] => Array.from({ length: times }, () => breaker.failed());

it('lets requests through until the fifth failure in a row', () => {
  fail(4);
  expect(() => breaker.assertClosed()).not.toThrow();
  fail(1);
  expect(() => breaker.assertClosed()).toThrow('did not answer several times');
});

it('counts failures in a row only', () => {
  fail(4);
  breaker.succeeded();
  fail(4);
  expect(() => breaker.assertClosed()).not.toThrow();
});

it('closes after its pause, and one failure more opens it again', () => {
  fail(5);
  now += 251;
  expect(() => breaker.assertClosed()).not.toThrow();
  fail(1);
  expect(() => breaker.assertClosed()).toThrow();
});

it('pauses by the length of the outage, from 250 ms to 30 s', () => {
  expect(fail(30).at(-1)).toBe(250);
  now += 10_000;
  expect(breaker.failed()).toBe(5_000);
  now += 3_600_000;
  expect(breaker.failed()).toBe(30_000);
});

it('rests as long as the destination asked, and says how long that is', () => {
  breaker.rest(2_000);
  now += 500;
  expect(() => breaker.assertClosed()).toThrow(expect.objectContaining({ retryAfterMs: 1_500, unanswered: 'not-done' }));
  now += 1_500;
  expect(() => breaker.assertClosed()).not.toThrow();
});
