import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type ErrorInfo, type ErrorKind } from '@open-llm/client';
import { toShownError } from '../../src/model/errors.js';

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
  test('says what happened and what to do, and has no stack', () => {
    const error = shown('network', 'Cannot reach localhost:11434.', 'Start Ollama.');
    assert.equal(error.message, 'Cannot reach localhost:11434. Start Ollama.');
    assert.equal(error.stack, '');
  });

  test('names the commands of VS Code where the server names those of the command line', () => {
    const info: ErrorInfo = {
      kind: 'auth',
      message: 'The API key was rejected.',
      hint: 'Store a valid API key with `open-llm secrets set openai`.',
      hintTemplate: { template: 'Run the "Open LLM: Set Key" command.', args: ['openai'] },
    };
    const { message } = toShownError(new OpenLlmError(info), LanguageModelError, (text) => text);
    assert.equal(message, 'The API key was rejected. Run the "Open LLM: Set Key" command.');
  });

  for (const [kind, code] of [
    ['auth', 'NoPermissions'],
    ['permission', 'NoPermissions'],
    ['model_not_found', 'NotFound'],
  ] as const) {
    test(`of kind ${kind} can be told by its code`, () => {
      assert.equal((shown(kind, 'x') as LanguageModelError).code, code);
    });
  }

  for (const initiator of ['github.copilot-chat', 'core']) {
    test(`is a plain one for ${initiator}, which would print the stack that VS Code gives a typed one`, () => {
      const error = toShownError(OpenLlmError.of('auth', 'Refused'), LanguageModelError, (text) => text, initiator);
      assert.equal(error.name, 'Error');
      assert.equal(error.message, 'Refused');
      assert.equal(error.stack, '');
    });
  }

  test('ends the words of a provider before the hint', () => {
    assert.equal(shown('quota', 'Insufficient balance', 'Top up.').message, 'Insufficient balance. Top up.');
    assert.equal(shown('quota', 'Try later!', 'Top up.').message, 'Try later! Top up.');
    assert.equal(shown('quota', '余额不足。', 'Top up.').message, '余额不足。 Top up.');
    assert.equal(shown('quota', '', 'Top up.').message, 'Top up.');
  });

  test('of a limit has the name VS Code’s chat knows it by', () => {
    assert.equal(shown('rate_limited', 'x').name, 'ChatRateLimited');
    assert.equal(shown('quota', 'x').name, 'ChatQuotaExceeded');
  });
});

function shown(kind: ErrorKind, message: string, hint?: string): Error {
  return toShownError(OpenLlmError.of(kind, message, hint), LanguageModelError, (text) => text);
}
