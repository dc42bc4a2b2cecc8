import { newApiKey, parseApiKey } from './api-key.js';

it('a key is found again by its public part and its hash', () => {
  const key = newApiKey();
  expect(key.clear).toMatch(/^cm_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
  expect(parseApiKey(`Bearer ${key.clear}`)).toEqual(key);
});

it('the public part alone opens nothing: another secret has another hash', () => {
  const key = newApiKey();
  const forged = parseApiKey(`Bearer cm_${key.prefix}_${'x'.repeat(43)}`);
  expect(forged?.prefix).toBe(key.prefix);
  expect(forged?.sha256.equals(key.sha256)).toBe(false);
});

it.each([undefined, '', 'Bearer', 'Basic dXNlcjpwdw==', `Bearer cm_ABCDEFGH_${'x'.repeat(43)}`, `Bearer cm_abcdefgh_${'x'.repeat(42)}`])('%p presents no key', (header) => {
  expect(parseApiKey(header)).toBeUndefined();
});
