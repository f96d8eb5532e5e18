import * as vscode from 'vscode';
import type { Accepted } from './completionProvider.js';
import { isKept, keptAfterMs, movedBy, type Statistics } from './statistics.js';

/** Tracks accepted suggestions to count how many remain in the document. */
export class AcceptedTexts implements vscode.Disposable {
  readonly #followed = new Map<NodeJS.Timeout, { readonly uri: string; offset: number; readonly text: string }>();
  readonly #statistics: Statistics;
  readonly #listening: vscode.Disposable;

  constructor(statistics: Statistics) {
    this.#statistics = statistics;
    this.#listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (this.#followed.size > 0) {
        this.#move(document.uri.toString(), contentChanges);
      }
    });
  }

  add({ uri, offset, text }: Accepted): void {
    this.#statistics.accepted();
    const timer = setTimeout(() => this.#check(timer), keptAfterMs);
    this.#followed.set(timer, { uri, offset, text });
  }

  dispose(): void {
    this.#listening.dispose();
    for (const timer of this.#followed.keys()) {
      clearTimeout(timer);
    }
  }

  #move(uri: string, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const moves = changes.map(({ rangeOffset, rangeLength, text }) => ({
      offset: rangeOffset,
      removed: rangeLength,
      added: text.length,
    }));
    for (const followed of this.#followed.values()) {
      if (followed.uri === uri) {
        followed.offset = movedBy(followed.offset, moves);
      }
    }
  }

  #check(timer: NodeJS.Timeout): void {
    const followed = this.#followed.get(timer);
    this.#followed.delete(timer);
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === followed?.uri);
    if (followed && document && isKept(document.getText(), followed.offset, followed.text)) {
      this.#statistics.kept();
    }
  }
}
