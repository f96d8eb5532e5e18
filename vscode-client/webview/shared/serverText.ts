import { inLanguage, stateInLanguage } from '../../src/serverTexts.js';
import { t } from './l10n.js';

/** What the server said, in the language of VS Code where the sentence is known. */
export function serverText(text: string): string {
  return inLanguage(text, t);
}

/** How a provider or a model is, as the server said it in a line. */
export function serverState(line: string): string {
  return stateInLanguage(line, t);
}
