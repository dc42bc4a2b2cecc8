// The tier is in the file name: *.unit.spec.ts, *.int.spec.ts (real Postgres, Kafka, files), *.e2e.spec.ts, *.long.spec.ts (hours of audio, `npm run test:long`).
const tier = process.env.TIER ?? 'unit';
const servers = ['unit', 'stack', 'long'].includes(tier) ? {} : { globalSetup: '<rootDir>/libs/testing/dist/jest/global-setup.js', globalTeardown: '<rootDir>/libs/testing/dist/jest/global-teardown.js' };

// What is drawn at random is drawn from one seed, so that a run depends on no luck; SEED=<n> looks at other cases.
process.env.SEED ??= '20261122';
// The fault scenarios throw their own dice; those that `npm test` takes along do not.
if (tier === 'e2e') process.env.FAULT_SEED ??= process.env.SEED;

export default {
  rootDir: '.',
  roots: ['libs', 'apps', 'e2e', 'bench'].map((dir) => `<rootDir>/${dir}`),
  testMatch: [`**/src/**/*.${tier}.spec.ts`],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: true }] },
  moduleNameMapper: { '^(\\.{1,2}/(?!.*\\.json\\.js$).*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/out/', '<rootDir>/.cache/'],
  testTimeout: tier === 'unit' ? 5_000 : 60_000,
  // With a given server the specs that look at all of it would meet.
  maxWorkers: ['unit', 'e2e'].includes(tier) || (tier === 'int' && !process.env.DATABASE_URL) ? 2 : 1,
  ...servers,
};
