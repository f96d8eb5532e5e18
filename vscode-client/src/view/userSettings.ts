import * as vscode from 'vscode';
import { settingIn, withSetting } from '../model/settingsText.js';

/**
 * Settings of VS Code that it reads but does not register: its API neither shows nor writes them, so the file of the
 * user’s settings is read and written.
 *
 * @param storage the folder of this extension's files in VS Code, next to the user’s settings. In a remote window those
 *     are on another machine, and there is no such file.
 */
export class UnlistedSettings {
  readonly #file: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.#file = vscode.Uri.joinPath(storage, '..', '..', 'settings.json');
  }

  /** Whether the setting is enabled. */
  async isOn(name: string): Promise<boolean> {
    return settingIn((await this.#read()) ?? '', name) === 'true';
  }

  /**
   * Enables the setting; false if the file is not on this machine: then the settings are opened, for the user to edit.
   */
  async switchOn(name: string): Promise<boolean> {
    const text = await this.#read();
    const changed = text === undefined ? '' : withSetting(text, name, true);
    if (settingIn(changed, name) !== 'true') {
      await vscode.commands.executeCommand('workbench.action.openSettingsJson');
      return false;
    }
    await vscode.workspace.fs.writeFile(this.#file, new TextEncoder().encode(changed));
    return true;
  }

  async #read(): Promise<string | undefined> {
    try {
      // A file that is not UTF-8 would be damaged by writing it.
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
      return decoder.decode(await vscode.workspace.fs.readFile(this.#file));
    } catch {
      return undefined;
    }
  }
}
