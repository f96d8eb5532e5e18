// The rules of all TypeScript: this extension, its pages, samples and tests, and protocol/node. See scripts/check.mjs.
import { dirname } from 'node:path';
import tseslint from 'typescript-eslint';

const root = dirname(import.meta.dirname);

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/out/', '**/target/', 'server/', 'protocol/python/'] },
  { ignores: ['protocol/node/src/protocol.ts'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A failing test or suite is reported by the runner itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
      // A function of nothing may end with a call of another, as a callback or a branch of a switch does.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `async` without `await` turns what is thrown into a rejection, as the interface of the method promises.
      '@typescript-eslint/require-await': 'off',
      // Events of the DOM come as `Event`; each of ours is known by its own type name.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['vscode-client/src/**/*.ts', 'protocol/node/src/**/*.ts'],
    rules: {
      // The time of day jumps when the user or NTP sets the clock. Where it is meant, a comment at the place says so.
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Use performance.now() for durations.' },
      ],
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      // What `before` could not set up is undefined in `after`, and `?.` on a part of a response makes a failure readable.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Doubles of the API of VS Code, which tests cannot import: numbers for enums, and generic methods.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Page tests throw what crosses the bridge to a page, where an error is a plain object.
      '@typescript-eslint/only-throw-error': 'off',
      // The functions that a test harness returns are taken apart where they are used; none needs `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
