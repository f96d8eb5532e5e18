import type { NetworkSettings, SettingsParams } from '@open-llm/client';
import * as vscode from 'vscode';
import type { VendorManifest } from '../group/services.js';

const section = 'openLLM';

/**
 * What the server needs to know about VS Code: the user's and the workspace's settings, folders, trust, network.
 *
 * @param storage the folder of this extension's files in VS Code, next to the user's settings
 */
export function readSettings(settingNames: readonly string[], storage: vscode.Uri): SettingsParams {
  const user: Record<string, unknown> = {};
  const workspace: Record<string, unknown> = {};
  const configuration = vscode.workspace.getConfiguration();
  for (const name of settingNames) {
    const inspected = configuration.inspect<unknown>(name);
    put(user, name, inspected?.globalValue);
    put(workspace, name, inspected?.workspaceFolderValue ?? inspected?.workspaceValue);
  }
  return {
    user,
    workspace,
    folders: (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    asksForTrust: true,
    network: readNetwork(),
    ...settingsFiles(storage),
  };
}

/**
 * The location of the settings, as far as it is known. `User/globalStorage/EXTENSION` is next to `User/settings.json`,
 * and a profile has both of its own. Source: https://code.visualstudio.com/docs/configure/profiles
 */
function settingsFiles(storage: vscode.Uri): Pick<SettingsParams, 'userFile' | 'workspaceFile'> {
  const [folder, another] = vscode.workspace.workspaceFolders ?? [];
  const ofOneFolder = folder?.uri.scheme === 'file' && !another && vscode.workspace.workspaceFile === undefined;
  return {
    ...(storage.scheme === 'file'
      ? { userFile: vscode.Uri.joinPath(storage, '..', '..', 'settings.json').fsPath }
      : {}),
    ...(ofOneFolder ? { workspaceFile: vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json').fsPath } : {}),
  };
}

/** The used part of this extension's own `package.json`. */
export interface Manifest {
  readonly version: string;
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
    readonly languageModelChatProviders: readonly VendorManifest[];
  };
}

/** The names of this extension's settings. */
export function settingNames({ contributes }: Manifest): readonly string[] {
  return contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
}

/** Calls back when anything that {@link readSettings} reads may have changed. */
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

/** A Java process does not know VS Code's proxy and certificates, so they are sent. */
function readNetwork(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<string>('proxySupport') === 'off' ? '' : (http.get<string>('proxy') ?? '').trim();
  // Only the user can disable it: no workspace can turn off verification.
  const strictTls = http.inspect<boolean>('proxyStrictSSL')?.globalValue;
  return {
    ...(proxy === '' ? {} : { proxy }),
    noProxy: [...(http.get<readonly string[]>('noProxy') ?? [])],
    caFiles: [...(vscode.workspace.getConfiguration(section).get<readonly string[]>('network.caFiles') ?? [])],
    ...(strictTls === undefined ? {} : { strictTls }),
  };
}

/** Sets a value at a dotted name without the section: `openLLM.config.source` is `{config: {source: …}}`. */
function put(target: Record<string, unknown>, name: string, value: unknown): void {
  if (value === undefined) {
    return;
  }
  const path = name.slice(section.length + 1).split('.');
  const last = path.pop() ?? '';
  let group = target;
  for (const step of path) {
    group = (group[step] ??= {}) as Record<string, unknown>;
  }
  group[last] = value;
}
