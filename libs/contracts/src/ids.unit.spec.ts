import { v5 } from 'uuid';
import { deterministicId } from './ids.js';

describe('deterministicId', () => {
  it.each([[['action', 'fact-1', 'cancel-order']], [['stream', 7]], [['']], [['größer', 'ß', '😀']]])('is the UUIDv5 of %j', (parts) => {
    const name = parts.map((part) => `${String(part).length}:${part}`).join('|');
    expect(deterministicId(...parts)).toBe(v5(name, '8a0f6b86-6f0e-5d0b-9a39-0d5f6a7c2e11'));
  });

  it('tells parts apart that read the same when joined', () => {
    expect(deterministicId('a', 'bc')).not.toBe(deterministicId('ab', 'c'));
    expect(deterministicId('a|1:b')).not.toBe(deterministicId('a', 'b'));
  });
});
