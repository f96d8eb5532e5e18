import type { ErrorKind, OpenLlmError } from '@open-llm/client';
import { translateError, type Translate } from '../messageTemplate.js';
import { joinSentences } from './joinSentences.js';

/** The factory method of `vscode.LanguageModelError` for an error kind. Extensions distinguish the errors by `code`. */
export type LanguageModelErrorFactory = 'NoPermissions' | 'NotFound' | 'Blocked';

const factories: Partial<Record<ErrorKind, LanguageModelErrorFactory>> = {
  auth: 'NoPermissions',
  permission: 'NoPermissions',
  model_not_found: 'NotFound',
};

/** Error names that the VS Code chat recognizes and for which it shows additional information. */
const errorNames: Partial<Record<ErrorKind, string>> = {
  quota: 'ChatQuotaExceeded',
  rate_limited: 'ChatRateLimited',
};

/**
 * Returns the error that VS Code shows for a failed request, with one or two sentences about what happened and what to
 * do. The stack is removed because the VS Code chat prints it below the message. VS Code recreates a
 * `LanguageModelError` in the receiving extension host, with a stack from that host. Therefore, the VS Code chat, which
 * does not use the code, receives a plain error instead.
 *
 * @param initiator the ID of the extension that made the request
 */
export function toVsCodeError(
  error: OpenLlmError,
  create: Readonly<Record<LanguageModelErrorFactory, (message: string) => Error>>,
  translate: Translate,
  initiator?: string,
): Error {
  const message = messageOf(error, translate);
  const factory = isVsCodeChat(initiator) ? undefined : factories[error.kind];
  const vsCodeError = factory ? create[factory](message) : new Error(message);
  const name = errorNames[error.kind];
  if (name !== undefined) {
    vsCodeError.name = name;
  }
  vsCodeError.stack = '';
  return vsCodeError;
}

/** Returns the message and, if present, the hint in the VS Code display language. */
export function messageOf(error: OpenLlmError, translate: Translate): string {
  return joinSentences(translateError(error.info, translate));
}

/** Returns whether the VS Code chat or its agent host made the request. */
export function isVsCodeChat(initiator: string | undefined): boolean {
  return initiator === 'github.copilot-chat' || initiator === 'core';
}
