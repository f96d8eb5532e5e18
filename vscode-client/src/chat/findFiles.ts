import * as vscode from 'vscode';
import type { FoundFile } from '../view/api/chat.js';
import { toGlob, rankFiles } from './fileSearch.js';

/** The maximum number of workspace files to search for the best matches. */
const maxCandidates = 300;
const maxResults = 20;

/**
 * Returns the workspace files whose path contains the string, best matches first. If the string is empty, returns the
 * open files.
 */
export async function findFiles(text: string): Promise<readonly FoundFile[]> {
  const uris = text === '' ? openFiles() : await vscode.workspace.findFiles(toGlob(text), undefined, maxCandidates);
  return rankFiles(uris.map(toFoundFile), text).slice(0, maxResults);
}

function openFiles(): vscode.Uri[] {
  const uris = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) => (input instanceof vscode.TabInputText ? input.uri : undefined))
    .filter((uri) => uri !== undefined && uri.scheme !== 'untitled');
  return [...new Map(uris.map((uri) => [String(uri), uri])).values()].filter((uri) => uri !== undefined);
}

function toFoundFile(uri: vscode.Uri): FoundFile {
  const path = vscode.workspace.asRelativePath(uri);
  const end = path.lastIndexOf('/');
  return { uri: String(uri), name: path.slice(end + 1), folder: path.slice(0, Math.max(0, end)) };
}
