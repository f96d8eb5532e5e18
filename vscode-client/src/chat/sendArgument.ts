import { OpenLlmError } from '@open-llm/client';
import { isRecord } from '../model/parts.js';
import type { SendArgument } from './pendingQuestions.js';

/**
 * Reads the argument of the command. Returns undefined if there is none, for example when the command is run from the
 * Command Palette.
 */
export function parseSendArgument(argument: unknown): SendArgument | undefined {
  if (argument === undefined) {
    return undefined;
  }
  const options = typeof argument === 'string' ? { text: argument } : argument;
  // Extensions written for the `abbenay.chat.send` command of Abbenay pass `message`.
  const text = isRecord(options) ? (options['text'] ?? options['message']) : undefined;
  if (!isRecord(options) || typeof text !== 'string' || text.trim() === '') {
    throw invalidArgument('text must be a non-empty string');
  }
  const { model, newChat } = options;
  if (model !== undefined && (typeof model !== 'string' || !model.includes('/'))) {
    throw invalidArgument('model must be a string in the form provider/model');
  }
  if (newChat !== undefined && typeof newChat !== 'boolean') {
    throw invalidArgument('newChat must be true or false');
  }
  return { text, ...(model === undefined ? {} : { model }), ...(newChat === undefined ? {} : { newChat }) };
}

function invalidArgument(reason: string): OpenLlmError {
  return OpenLlmError.of(
    'invalid_request',
    `openLLM.chat.send: ${reason}.`,
    'Pass { text, model?, newChat? }. The name message is also accepted for text.',
  );
}
