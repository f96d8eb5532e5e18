import * as vscode from 'vscode';
import type { DocumentRules } from './documentRules.js';
import { chooseSnippets, snippetAround, type Snippet, type SnippetCandidate } from './snippets.js';

const mostDocuments = 8;

interface Used {
  line: number;
  usedAtMs: number;
}

/** The most recently edited or shown documents, with the positions of the last edits. */
export class RecentDocuments implements vscode.Disposable {
  readonly #used = new Map<vscode.TextDocument, Used>();
  readonly #rules: DocumentRules;
  readonly #listening: vscode.Disposable;

  constructor(rules: DocumentRules) {
    this.#rules = rules;
    this.#listening = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges: [change] }) => {
        if (change) {
          this.#use(document, change.range.start.line);
        }
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) {
          this.#use(editor.document, editor.selection.active.line);
        }
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#used.delete(document)),
    );
    for (const { document, visibleRanges } of vscode.window.visibleTextEditors) {
      this.#use(document, visibleRanges[0]?.start.line ?? 0);
    }
  }

  /** Returns the parts of other documents that may be sent, most relevant first. */
  async snippets(current: vscode.TextDocument): Promise<Snippet[]> {
    const others = [...this.#used].filter(([document]) => document !== current && !document.isClosed);
    const candidates = await Promise.all(others.map(([document, used]) => this.#candidate(document, used)));
    return chooseSnippets(
      candidates.filter((candidate) => candidate !== undefined),
      current.languageId,
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async #candidate(document: vscode.TextDocument, { line, usedAtMs }: Used): Promise<SnippetCandidate | undefined> {
    if (document.uri.scheme === 'untitled' || (await this.#rules.exclusion(document)) !== undefined) {
      return undefined;
    }
    const last = Math.min(document.lineCount, line + 40);
    const first = Math.max(0, Math.min(line, document.lineCount - 1) - 20);
    const lines = document.getText(new vscode.Range(first, 0, last, 0)).split(/\r?\n/);
    const path = vscode.workspace.asRelativePath(document.uri, false);
    return { path, text: snippetAround(lines, line - first), languageId: document.languageId, usedAtMs };
  }

  #use(document: vscode.TextDocument, line: number): void {
    if (document.uri.scheme === 'output') {
      return;
    }
    this.#used.delete(document);
    this.#used.set(document, { line, usedAtMs: performance.now() });
    if (this.#used.size > mostDocuments) {
      const [oldest] = this.#used.keys();
      this.#used.delete(oldest as vscode.TextDocument);
    }
  }
}
