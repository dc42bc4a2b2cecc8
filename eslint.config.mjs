import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'out/**', '.cache/**', '.callmesh/**', 'libs/contracts/src/generated/**', '**/.venv*/**'] },
  {
    files: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'e2e/src/**/*.ts', 'bench/src/**/*.ts'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    // The command line, the demo and the benches speak to a person.
    files: ['apps/callmesh/src/**/*.ts', 'bench/src/**/*.ts', 'libs/testing/src/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
