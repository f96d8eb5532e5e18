import type { ErrorInfo, MessageTemplate } from '@open-llm/client';
import * as vscode from 'vscode';
import { translated, translatedError, type Translate } from './messageTemplate.js';

/** With VS Code's own bundle, which contains the server's texts too. */
export const translate: Translate = (text, ...values) => vscode.l10n.t(text, ...values);

/** A text of the server in the language of VS Code. */
export function localized(english: string, template?: MessageTemplate): string {
  return translated(english, template, translate);
}

/** The message and the hint of an error in the language of VS Code. */
export function localizedError(error: ErrorInfo): [message: string, hint: string] {
  return translatedError(error, translate);
}
