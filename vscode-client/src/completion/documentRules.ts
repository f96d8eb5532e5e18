import * as vscode from 'vscode';
import { exclusionOf, type Exclusion } from './exclusions.js';
import { IgnoredFiles } from './ignoredFiles.js';

const section = 'openLLM';
const languagesSetting = 'completion.excludedLanguages';

/**
 * Decides which documents can be sent to a model: both the document that is being completed and the documents from
 * which snippets are taken.
 */
export class DocumentRules implements vscode.Disposable {
  readonly #ignored = new IgnoredFiles();

  /** Returns the reason why no part of the document may be sent, or undefined if it may be sent. */
  async exclusion(document: vscode.TextDocument): Promise<Exclusion | undefined> {
    const { uri, languageId } = document;
    const facts = { scheme: uri.scheme, path: uri.path, languageId };
    const excluded = exclusionOf(facts, excludedLanguages(uri));
    if (excluded) {
      return excluded;
    }
    const state = await this.#ignored.state(uri);
    return state === 'tracked' ? undefined : state;
  }

  dispose(): void {
    this.#ignored.dispose();
  }
}

/**
 * Returns the excluded languages. A workspace can exclude additional languages but cannot include languages that the
 * user excluded.
 */
function excludedLanguages(uri: vscode.Uri): readonly string[] {
  const inspected = vscode.workspace.getConfiguration(section, uri).inspect<readonly string[]>(languagesSetting);
  const user = inspected?.globalValue ?? inspected?.defaultValue ?? [];
  return [user, inspected?.workspaceValue ?? [], inspected?.workspaceFolderValue ?? []].flat();
}

/** Excludes a language in the user settings, or includes it again. */
export async function toggleLanguage(languageId: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const inspected = configuration.inspect<readonly string[]>(languagesSetting);
  const excluded = inspected?.globalValue ?? inspected?.defaultValue ?? [];
  const changed = excluded.includes(languageId)
    ? excluded.filter((other) => other !== languageId)
    : [...excluded, languageId];
  await configuration.update(languagesSetting, changed, vscode.ConfigurationTarget.Global);
}
