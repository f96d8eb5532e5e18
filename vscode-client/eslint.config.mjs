// The ESLint rules for all TypeScript files: this extension, its pages, samples, and tests, and protocol/node. See
// scripts/check.mjs.
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
      // The test runner reports failing tests and suites.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
      // A void function can end with a call to another void function, for example in a callback or in a branch of a
      // switch.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `async` without `await` converts exceptions to rejections, as the interface of the method promises.
      '@typescript-eslint/require-await': 'off',
      // DOM events are typed as `Event`, but each of our events is identified by a specific type name.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['vscode-client/src/**/*.ts', 'protocol/node/src/**/*.ts'],
    rules: {
      // The system time changes abruptly when the user or NTP sets the clock. Intended uses of it are marked with a
      // comment.
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Use performance.now() for durations.' },
      ],
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      // Values that `before` could not initialize are undefined in `after`, and `?.` on a part of a response makes
      // failures readable.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Tests cannot import the VS Code API. Their fakes use numbers instead of enums, and generic methods.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Page tests throw the values that are passed to a page through the bridge, where an error is a plain object.
      '@typescript-eslint/only-throw-error': 'off',
      // The functions that a test harness returns are destructured where they are used. None of them needs `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
