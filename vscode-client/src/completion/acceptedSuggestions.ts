import * as vscode from 'vscode';
import type { AcceptedSuggestion } from './completionProvider.js';
import { isKept, retentionCheckMs, shiftOffset, type Statistics } from './statistics.js';

/** Tracks accepted suggestions to count how many remain in the document. */
export class AcceptedSuggestions implements vscode.Disposable {
  readonly #tracked = new Map<NodeJS.Timeout, { readonly uri: string; offset: number; readonly text: string }>();
  readonly #statistics: Statistics;
  readonly #subscription: vscode.Disposable;

  constructor(statistics: Statistics) {
    this.#statistics = statistics;
    this.#subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (this.#tracked.size > 0) {
        this.#shift(document.uri.toString(), contentChanges);
      }
    });
  }

  add({ uri, offset, text }: AcceptedSuggestion): void {
    this.#statistics.accepted();
    const timer = setTimeout(() => this.#check(timer), retentionCheckMs);
    this.#tracked.set(timer, { uri, offset, text });
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const timer of this.#tracked.keys()) {
      clearTimeout(timer);
    }
  }

  #shift(uri: string, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const edits = changes.map(({ rangeOffset, rangeLength, text }) => ({
      offset: rangeOffset,
      removed: rangeLength,
      added: text.length,
    }));
    for (const tracked of this.#tracked.values()) {
      if (tracked.uri === uri) {
        tracked.offset = shiftOffset(tracked.offset, edits);
      }
    }
  }

  #check(timer: NodeJS.Timeout): void {
    const tracked = this.#tracked.get(timer);
    this.#tracked.delete(timer);
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === tracked?.uri);
    if (tracked && document && isKept(document.getText(), tracked.offset, tracked.text)) {
      this.#statistics.kept();
    }
  }
}
