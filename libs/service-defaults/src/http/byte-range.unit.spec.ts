import { readRange } from './byte-range.js';

it.each([
  [undefined, { kind: 'all' }],
  ['bytes=0-', { kind: 'part', from: 0, to: 100 }],
  ['bytes=0-0', { kind: 'part', from: 0, to: 1 }],
  ['bytes=10-19', { kind: 'part', from: 10, to: 20 }],
  ['bytes=90-500', { kind: 'part', from: 90, to: 100 }],
  ['bytes=-30', { kind: 'part', from: 70, to: 100 }],
  ['bytes=-300', { kind: 'part', from: 0, to: 100 }],
  ['bytes=100-', { kind: 'none' }],
  ['bytes=-0', { kind: 'none' }],
  ['bytes=20-10', { kind: 'all' }],
  ['bytes=0-1,5-6', { kind: 'all' }],
  ['bytes=-', { kind: 'all' }],
  ['seconds=1-2', { kind: 'all' }],
])('of 100 bytes, %s asks for %j', (header, wanted) => expect(readRange(header, 100)).toEqual(wanted));
