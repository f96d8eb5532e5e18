import { inLanguage } from '../../src/serverTexts.js';
import { t } from './l10n.js';

/** What the server said, in the language of VS Code where the sentence is known. */
export function serverText(text: string): string {
  return inLanguage(text, t);
}
