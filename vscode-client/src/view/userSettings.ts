import * as vscode from 'vscode';
import { getSetting, withSetting } from '../model/settingsText.js';

/**
 * Settings that VS Code reads but does not register. The settings API of VS Code neither reads nor writes them, so this
 * class reads and writes the file of the user settings. In a remote window, the user settings are on another machine,
 * and the file is not available.
 *
 * @param storage the folder of this extension in the global storage of VS Code, from which the location of the user
 *     settings is derived
 */
export class UnregisteredSettings {
  readonly #file: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.#file = vscode.Uri.joinPath(storage, '..', '..', 'settings.json');
  }

  /** Returns whether the setting is enabled. */
  async isEnabled(name: string): Promise<boolean> {
    return getSetting((await this.#read()) ?? '', name) === 'true';
  }

  /**
   * Enables the setting. If the file is not on this machine, opens the settings for the user to edit and returns false.
   */
  async enable(name: string): Promise<boolean> {
    const text = await this.#read();
    const updatedText = text === undefined ? '' : withSetting(text, name, true);
    if (getSetting(updatedText, name) !== 'true') {
      await vscode.commands.executeCommand('workbench.action.openSettingsJson');
      return false;
    }
    await vscode.workspace.fs.writeFile(this.#file, new TextEncoder().encode(updatedText));
    return true;
  }

  async #read(): Promise<string | undefined> {
    try {
      // Decoding must fail for a file that is not UTF-8, because writing the file would damage it.
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
      return decoder.decode(await vscode.workspace.fs.readFile(this.#file));
    } catch {
      return undefined;
    }
  }
}
