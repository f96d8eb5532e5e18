import { execFile } from 'node:child_process';
import * as vscode from 'vscode';
import { getGitApi, type GitRepository } from '../git/gitApi.js';

/** The state of a file in Git. It is `unknown` if Git cannot report on the repository. */
export type IgnoreState = 'tracked' | 'ignored' | 'unknown';

/** How long a known state is cached, in milliseconds. Unknown states are cached for a shorter time. */
const cacheMs = 60_000;
const unknownCacheMs = 2000;

/**
 * Determines whether Git ignores files. The result for each file is cached until it expires or until ignore rules might
 * have changed.
 */
export class IgnoredFiles implements vscode.Disposable {
  readonly #states = new Map<string, { readonly state: Promise<IgnoreState>; untilMs: number }>();
  readonly #saveSubscription = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    if (/(?:^|\/)(?:\.gitignore|exclude|\.gitconfig)$/.test(uri.path)) {
      this.#states.clear();
    }
  });

  state(uri: vscode.Uri): Promise<IgnoreState> {
    const key = uri.with({ fragment: '', query: '' }).toString();
    const cached = this.#states.get(key);
    if (cached && cached.untilMs > performance.now()) {
      return cached.state;
    }
    const entry = { state: queryState(uri).catch((): IgnoreState => 'unknown'), untilMs: performance.now() + cacheMs };
    this.#states.set(key, entry);
    void entry.state.then((state) => state === 'unknown' && (entry.untilMs = performance.now() + unknownCacheMs));
    return entry.state;
  }

  dispose(): void {
    this.#saveSubscription.dispose();
  }
}

async function queryState(uri: vscode.Uri): Promise<IgnoreState> {
  const file = uri.with({ scheme: uri.scheme === 'vscode-notebook-cell' ? 'file' : uri.scheme, fragment: '' });
  if (file.scheme === 'untitled') {
    return 'tracked';
  }
  const api = await getGitApi();
  const repository = api?.getRepository(file);
  if (!api || !repository) {
    return (await isInRepository(file)) ? 'unknown' : 'tracked';
  }
  return (await isIgnored(repository, file.fsPath, api.git.path)) ? 'ignored' : 'tracked';
}

async function isIgnored(repository: GitRepository, path: string, gitPath: string): Promise<boolean> {
  return repository.checkIgnore
    ? (await repository.checkIgnore([path])).has(path)
    : checkIgnoreWithGit(gitPath, repository.rootUri.fsPath, path);
}

/** The exit code of `git check-ignore` is 0 for an ignored file and 1 for any other file. */
function checkIgnoreWithGit(gitPath: string, cwd: string, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    execFile(gitPath, ['check-ignore', '-q', '--', path], { cwd, timeout: 5000 }, (failure) => {
      if (failure && failure.code !== 1) {
        reject(new Error(`git check-ignore failed with ${String(failure.code)}.`));
      } else {
        resolve(!failure);
      }
    });
  });
}

/** Returns whether a parent folder contains a `.git` entry, which is a folder or, in a worktree, a file. */
async function isInRepository(file: vscode.Uri): Promise<boolean> {
  let folder = vscode.Uri.joinPath(file, '..');
  for (;;) {
    if (await exists(vscode.Uri.joinPath(folder, '.git'))) {
      return true;
    }
    const parent = vscode.Uri.joinPath(folder, '..');
    if (parent.path === folder.path) {
      return false;
    }
    folder = parent;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
