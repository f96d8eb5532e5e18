import * as vscode from 'vscode';

/** The used part of the API of VS Code's Git extension, version 1. */
export interface GitApi {
  readonly git: { readonly path: string };
  readonly state: 'uninitialized' | 'initialized';
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly ui: { readonly selected: boolean };
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Only with the setting `git.untrackedChanges` = `separate`. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  /** @param staged of the index instead of the working tree */
  diff(staged?: boolean): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
  /** Those of these paths that are ignored. Older versions of VS Code do not have it. */
  checkIgnore?(paths: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface GitChange {
  readonly uri: vscode.Uri;
  readonly status: number;
}

/** `Status.UNTRACKED`. */
export const untracked = 7;

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Undefined when VS Code's Git extension is disabled. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const exports = extension && (extension.isActive ? extension.exports : await extension.activate());
  return exports?.enabled ? exports.getAPI(1) : undefined;
}
