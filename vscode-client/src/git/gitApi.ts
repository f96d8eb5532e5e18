import * as vscode from 'vscode';

/** The members of the VS Code Git extension API, version 1, that this extension uses. */
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
    /** Present only if the setting `git.untrackedChanges` is `separate`. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  /**
   * Returns a diff.
   *
   * @param staged whether to compare the index instead of the working tree
   */
  diff(staged?: boolean): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
  /** Returns which of the paths are ignored. Not available in older versions of VS Code. */
  checkIgnore?(paths: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface GitChange {
  readonly uri: vscode.Uri;
  readonly status: number;
}

/** The value of `Status.UNTRACKED`. */
export const untracked = 7;

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Returns the API, or undefined if the VS Code Git extension is disabled. */
export async function getGitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const exports = extension && (extension.isActive ? extension.exports : await extension.activate());
  return exports?.enabled ? exports.getAPI(1) : undefined;
}
