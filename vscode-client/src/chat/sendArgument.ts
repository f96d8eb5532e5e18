import { OpenLlmError } from '@open-llm/client';
import { isRecord } from '../model/parts.js';
import type { SendArgument } from './pendingQuestions.js';

/**
 * Reads the argument of the command. Returns undefined if there is none, for example when the command is run from the
 * Command Palette.
 */
export function readSendArgument(argument: unknown): SendArgument | undefined {
  if (argument === undefined) {
    return undefined;
  }
  const given = typeof argument === 'string' ? { text: argument } : argument;
  // Extensions written for the `abbenay.chat.send` command of Abbenay pass `message`.
  const text = isRecord(given) ? (given['text'] ?? given['message']) : undefined;
  if (!isRecord(given) || typeof text !== 'string' || text.trim() === '') {
    throw wrong('text must be a non-empty string');
  }
  const { model, newChat } = given;
  if (model !== undefined && (typeof model !== 'string' || !model.includes('/'))) {
    throw wrong('model must be a string in the form provider/model');
  }
  if (newChat !== undefined && typeof newChat !== 'boolean') {
    throw wrong('newChat must be true or false');
  }
  return { text, ...(model === undefined ? {} : { model }), ...(newChat === undefined ? {} : { newChat }) };
}

function wrong(what: string): OpenLlmError {
  return OpenLlmError.of(
    'invalid_request',
    `openLLM.chat.send: ${what}.`,
    'Pass { text, model?, newChat? }. The name message is also accepted for text.',
  );
}
