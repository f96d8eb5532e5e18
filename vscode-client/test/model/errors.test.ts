import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type ErrorInfo, type ErrorKind } from '@open-llm/client';
import { toVsCodeError } from '../../src/model/errors.js';

class LanguageModelError extends Error {
  override readonly name = 'LanguageModelError';

  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }

  static NoPermissions = (message: string): Error => new LanguageModelError(message, 'NoPermissions');
  static NotFound = (message: string): Error => new LanguageModelError(message, 'NotFound');
  static Blocked = (message: string): Error => new LanguageModelError(message, 'Blocked');
}

describe('an error in VS Code', () => {
  test('describes the problem and the solution, and has no stack', () => {
    const error = shown('network', 'Cannot reach localhost:11434.', 'Start Ollama.');
    assert.equal(error.message, 'Cannot reach localhost:11434. Start Ollama.');
    assert.equal(error.stack, '');
  });

  test('refers to VS Code commands instead of terminal commands', () => {
    const info: ErrorInfo = {
      kind: 'auth',
      message: 'The API key was rejected.',
      hint: 'Store a valid API key with `open-llm secrets set openai`.',
      hintTemplate: { template: 'Run the "Open LLM: Set Key" command.', args: ['openai'] },
    };
    const { message } = toVsCodeError(new OpenLlmError(info), LanguageModelError, (text) => text);
    assert.equal(message, 'The API key was rejected. Run the "Open LLM: Set Key" command.');
  });

  for (const [kind, code] of [
    ['auth', 'NoPermissions'],
    ['permission', 'NoPermissions'],
    ['model_not_found', 'NotFound'],
  ] as const) {
    test(`of kind ${kind} has the code ${code}`, () => {
      assert.equal((shown(kind, 'x') as LanguageModelError).code, code);
    });
  }

  for (const initiator of ['github.copilot-chat', 'core']) {
    test(`is a plain Error for ${initiator}, which would show the stack of a typed error`, () => {
      const error = toVsCodeError(
        OpenLlmError.of('auth', 'The API key was rejected.'),
        LanguageModelError,
        (text) => text,
        initiator,
      );
      assert.equal(error.name, 'Error');
      assert.equal(error.message, 'The API key was rejected.');
      assert.equal(error.stack, '');
    });
  }

  test('ends the message of a provider with punctuation before the hint', () => {
    assert.equal(shown('quota', 'Insufficient balance', 'Top up.').message, 'Insufficient balance. Top up.');
    assert.equal(shown('quota', 'Try later!', 'Top up.').message, 'Try later! Top up.');
    assert.equal(shown('quota', '余额不足。', 'Top up.').message, '余额不足。 Top up.');
    assert.equal(shown('quota', '', 'Top up.').message, 'Top up.');
  });

  test('about a limit has the name that the VS Code chat recognizes', () => {
    assert.equal(shown('rate_limited', 'x').name, 'ChatRateLimited');
    assert.equal(shown('quota', 'x').name, 'ChatQuotaExceeded');
  });
});

function shown(kind: ErrorKind, message: string, hint?: string): Error {
  return toVsCodeError(OpenLlmError.of(kind, message, hint), LanguageModelError, (text) => text);
}
