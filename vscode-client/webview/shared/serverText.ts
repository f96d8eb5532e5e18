import type { ErrorInfo, MessageTemplate } from '@open-llm/client';
import { translateMessage, translateError } from '../../src/messageTemplate.js';
import { t } from './l10n.js';

/** Returns a message from the server in the VS Code display language. */
export function serverText(english: string, template?: MessageTemplate): string {
  return translateMessage(english, template, t);
}

/** Returns the message and the hint of an error in the VS Code display language. */
export function serverError(error: ErrorInfo): [message: string, hint: string] {
  return translateError(error, t);
}
