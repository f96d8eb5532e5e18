import * as vscode from 'vscode';
import type { DocumentRules } from './documentRules.js';
import { chooseSnippets, snippetAround, type Snippet, type SnippetCandidate } from './snippets.js';

const maxDocuments = 8;

interface DocumentUse {
  line: number;
  usedAtMs: number;
}

/** The most recently edited or shown documents, with the positions of the last edits. */
export class RecentDocuments implements vscode.Disposable {
  readonly #uses = new Map<vscode.TextDocument, DocumentUse>();
  readonly #rules: DocumentRules;
  readonly #subscriptions: vscode.Disposable;

  constructor(rules: DocumentRules) {
    this.#rules = rules;
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges: [change] }) => {
        if (change) {
          this.#recordUse(document, change.range.start.line);
        }
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) {
          this.#recordUse(editor.document, editor.selection.active.line);
        }
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#uses.delete(document)),
    );
    for (const { document, visibleRanges } of vscode.window.visibleTextEditors) {
      this.#recordUse(document, visibleRanges[0]?.start.line ?? 0);
    }
  }

  /** Returns the parts of other documents that may be sent, most relevant first. */
  async snippets(current: vscode.TextDocument): Promise<Snippet[]> {
    const others = [...this.#uses].filter(([document]) => document !== current && !document.isClosed);
    const candidates = await Promise.all(others.map(([document, use]) => this.#toCandidate(document, use)));
    return chooseSnippets(
      candidates.filter((candidate) => candidate !== undefined),
      current.languageId,
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #toCandidate(
    document: vscode.TextDocument,
    { line, usedAtMs }: DocumentUse,
  ): Promise<SnippetCandidate | undefined> {
    if (document.uri.scheme === 'untitled' || (await this.#rules.exclusion(document)) !== undefined) {
      return undefined;
    }
    const last = Math.min(document.lineCount, line + 40);
    const first = Math.max(0, Math.min(line, document.lineCount - 1) - 20);
    const lines = document.getText(new vscode.Range(first, 0, last, 0)).split(/\r?\n/);
    const path = vscode.workspace.asRelativePath(document.uri, false);
    return { path, text: snippetAround(lines, line - first), languageId: document.languageId, usedAtMs };
  }

  #recordUse(document: vscode.TextDocument, line: number): void {
    if (document.uri.scheme === 'output') {
      return;
    }
    this.#uses.delete(document);
    this.#uses.set(document, { line, usedAtMs: performance.now() });
    if (this.#uses.size > maxDocuments) {
      const [oldest] = this.#uses.keys();
      this.#uses.delete(oldest as vscode.TextDocument);
    }
  }
}
