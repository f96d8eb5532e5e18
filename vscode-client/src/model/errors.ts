import type { ErrorKind, OpenLlmError } from '@open-llm/client';
import { translatedError, type Translate } from '../messageTemplate.js';
import { inOneLine } from './inOneLine.js';

/** The factory of `vscode.LanguageModelError` that fits a kind; extensions can distinguish these by `code`. */
export type LanguageModelErrorFactory = 'NoPermissions' | 'NotFound' | 'Blocked';

const factories: Partial<Record<ErrorKind, LanguageModelErrorFactory>> = {
  auth: 'NoPermissions',
  permission: 'NoPermissions',
  model_not_found: 'NotFound',
};

/** Names by which VS Code's chat recognizes an error and adds information. */
const names: Partial<Record<ErrorKind, string>> = {
  quota: 'ChatQuotaExceeded',
  rate_limited: 'ChatRateLimited',
};

/**
 * What VS Code shows for a failed request: what happened and what to do, in a sentence or two. VS Code's chat prints
 * the stack below the message, so there is none. VS Code recreates a `LanguageModelError` in the receiving host, with a
 * stack of that host: its own chat gets a plain error instead, since it does not use the code.
 *
 * @param initiator ID of the extension that made the request
 */
export function toShownError(
  error: OpenLlmError,
  create: Readonly<Record<LanguageModelErrorFactory, (message: string) => Error>>,
  translate: Translate,
  initiator?: string,
): Error {
  const message = messageOf(error, translate);
  const factory = isVsCodeChat(initiator) ? undefined : factories[error.kind];
  const shown = factory ? create[factory](message) : new Error(message);
  const name = names[error.kind];
  if (name !== undefined) {
    shown.name = name;
  }
  shown.stack = '';
  return shown;
}

/** The message and, when there is one, the hint, in the language of VS Code. */
export function messageOf(error: OpenLlmError, translate: Translate): string {
  return inOneLine(translatedError(error.info, translate));
}

/** Whether VS Code's own chat, or its agent host, made a request. */
export function isVsCodeChat(initiator: string | undefined): boolean {
  return initiator === 'github.copilot-chat' || initiator === 'core';
}
