import type { ErrorInfo, MessageTemplate } from '@open-llm/client';
import * as vscode from 'vscode';
import { translateMessage, translateError, type Translate } from './messageTemplate.js';

/** Translates with the VS Code localization bundle, which also contains the messages of the server. */
export const translate: Translate = (text, ...values) => vscode.l10n.t(text, ...values);

/** Returns a message from the server in the VS Code display language. */
export function localize(english: string, template?: MessageTemplate): string {
  return translateMessage(english, template, translate);
}

/** Returns the message and the hint of an error in the VS Code display language. */
export function localizeError(error: ErrorInfo): [message: string, hint: string] {
  return translateError(error, translate);
}
