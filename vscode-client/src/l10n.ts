import * as vscode from 'vscode';
import { inLanguage, stateInLanguage, type Translate } from './serverTexts.js';

/** By VS Code's own bundle, which has the server's sentences too. */
export const translate: Translate = (text, ...values) => vscode.l10n.t(text, ...values);

/** What the server said, in the language of VS Code where the sentence is known. */
export function localized(text: string): string {
  return inLanguage(text, translate);
}

/** How a provider is, as the server said it in a line. */
export function localizedState(line: string): string {
  return stateInLanguage(line, translate);
}
