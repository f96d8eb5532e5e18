import type { NetworkSettings, SettingsParams } from '@open-llm/client';
import * as vscode from 'vscode';
import type { VendorManifest } from '../group/services.js';

const section = 'openLLM';

/**
 * Returns the VS Code state that the server needs: user and workspace settings, folders, workspace trust, and network
 * settings.
 *
 * @param storage the folder of this extension in the global storage of VS Code, from which the location of the user
 *     settings is derived
 */
export function readSettings(settingNames: readonly string[], storage: vscode.Uri): SettingsParams {
  const user: Record<string, unknown> = {};
  const workspace: Record<string, unknown> = {};
  const configuration = vscode.workspace.getConfiguration();
  for (const name of settingNames) {
    const inspected = configuration.inspect<unknown>(name);
    setAtPath(user, name, inspected?.globalValue);
    setAtPath(workspace, name, inspected?.workspaceFolderValue ?? inspected?.workspaceValue);
  }
  return {
    user,
    workspace,
    folders: (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    asksForTrust: true,
    network: readNetworkSettings(),
    ...settingsFiles(storage),
  };
}

/**
 * Returns the paths of the settings files, as far as they are known. The user settings are in `User/settings.json`,
 * next to `User/globalStorage/EXTENSION`. A profile has its own copies of both. Source:
 * https://code.visualstudio.com/docs/configure/profiles
 */
function settingsFiles(storage: vscode.Uri): Pick<SettingsParams, 'userFile' | 'workspaceFile'> {
  const [folder, secondFolder] = vscode.workspace.workspaceFolders ?? [];
  const isSingleFolder = folder?.uri.scheme === 'file' && !secondFolder && vscode.workspace.workspaceFile === undefined;
  return {
    ...(storage.scheme === 'file'
      ? { userFile: vscode.Uri.joinPath(storage, '..', '..', 'settings.json').fsPath }
      : {}),
    ...(isSingleFolder ? { workspaceFile: vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json').fsPath } : {}),
  };
}

/** The members of the `package.json` of this extension that are used. */
export interface Manifest {
  readonly version: string;
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
    readonly languageModelChatProviders: readonly VendorManifest[];
  };
}

/** Returns the names of the settings of this extension. */
export function settingNames({ contributes }: Manifest): readonly string[] {
  return contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
}

/** Calls the listener when a value that {@link readSettings} reads might have changed. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section) || event.affectsConfiguration('http')) {
        listener();
      }
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(listener),
    vscode.workspace.onDidGrantWorkspaceTrust(listener),
  );
}

/**
 * Returns the proxy and the certificates that are configured in VS Code, because a Java process has no access to them.
 */
function readNetworkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<string>('proxySupport') === 'off' ? '' : (http.get<string>('proxy') ?? '').trim();
  // Only the user can turn off certificate verification; a workspace cannot.
  const strictTls = http.inspect<boolean>('proxyStrictSSL')?.globalValue;
  return {
    ...(proxy === '' ? {} : { proxy }),
    noProxy: [...(http.get<readonly string[]>('noProxy') ?? [])],
    caFiles: [...(vscode.workspace.getConfiguration(section).get<readonly string[]>('network.caFiles') ?? [])],
    ...(strictTls === undefined ? {} : { strictTls }),
  };
}

/**
 * Sets a value at the path that a dotted setting name specifies, without the section: `openLLM.config.source` is stored
 * as `{config: {source: …}}`.
 */
function setAtPath(target: Record<string, unknown>, name: string, value: unknown): void {
  if (value === undefined) {
    return;
  }
  const path = name.slice(section.length + 1).split('.');
  const last = path.pop() ?? '';
  let group = target;
  for (const segment of path) {
    group = (group[segment] ??= {}) as Record<string, unknown>;
  }
  group[last] = value;
}
