import type { InlineCompletionParams } from '@open-llm/client';
import * as vscode from 'vscode';
import type { CompletionEngine, CompletionRequest } from './completionEngine.js';
import { endsInComment } from './comment.js';
import type { DocumentRules } from './documentRules.js';
import { lineAtCursor, linesAround, toCursorContext } from './cursorContext.js';
import type { RecentDocuments } from './recentDocuments.js';
import type { Statistics } from './statistics.js';

/**
 * The maximum number of characters to the right of the cursor on its line for automatic suggestions. With more, a
 * suggestion is made only on request.
 */
const maxCharactersAfterCursor = 8;

/** An internal command that runs when a suggestion is accepted. */
export const acceptedCommand = 'openLLM.completion.accepted';

/** A position together with all data that its request needs. */
export interface DocumentRequest extends CompletionRequest {
  readonly document: vscode.TextDocument;
  params(): Promise<InlineCompletionParams>;
}

export interface ProviderParts {
  readonly engine: CompletionEngine<DocumentRequest>;
  readonly rules: DocumentRules;
  readonly recent: RecentDocuments;
  readonly statistics: Statistics;
  readonly model: () => string;
  readonly consumer: string;
  readonly isSnoozed: () => boolean;
}

/** The accepted text and its start position. */
export interface AcceptedSuggestion {
  readonly uri: string;
  readonly offset: number;
  readonly text: string;
}

/** Provides suggestions at the cursor. */
export class CompletionProvider implements vscode.InlineCompletionItemProvider {
  constructor(private readonly parts: ProviderParts) {}

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    const { engine, rules, isSnoozed } = this.parts;
    const manual = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    const selected = context.selectedCompletionInfo;
    if (isSnoozed() && !manual) {
      return [];
    }
    const request = this.#request(document, position, selected);
    if (!manual && lineAtCursor(request).right.trim().length > maxCharactersAfterCursor) {
      return [];
    }
    const cancellation = new AbortController();
    const subscription = token.onCancellationRequested(() => cancellation.abort());
    try {
      if ((await rules.exclusion(document)) !== undefined) {
        return [];
      }
      const remainder = await engine.complete(request, { manual, signal: cancellation.signal });
      return remainder && !cancellation.signal.aborted ? [this.#item(document, position, selected, remainder)] : [];
    } finally {
      subscription.dispose();
    }
  }

  #request(
    document: vscode.TextDocument,
    position: vscode.Position,
    selected: vscode.SelectedCompletionInfo | undefined,
  ): DocumentRequest {
    const { recent, model, consumer } = this.parts;
    const { first, last } = linesAround(position.line, document.lineCount);
    const before = document.getText(new vscode.Range(new vscode.Position(first, 0), selected?.range.start ?? position));
    const after = document.getText(new vscode.Range(selected?.range.end ?? position, document.lineAt(last).range.end));
    const cursor = toCursorContext(before + (selected?.text ?? ''), after);
    const { languageId, uri } = document;
    return {
      ...cursor,
      scope: `${model()} ${languageId} ${uri.toString()}`,
      document,
      params: async () => ({
        model: model(),
        ...cursor,
        languageId,
        ...(uri.scheme === 'untitled' ? {} : { path: vscode.workspace.asRelativePath(uri, false) }),
        snippets: await recent.snippets(document),
        singleLine: endsInComment(languageId, cursor.prefix),
        consumer,
      }),
    };
  }

  #item(
    document: vscode.TextDocument,
    position: vscode.Position,
    selected: vscode.SelectedCompletionInfo | undefined,
    { text, replaces }: { readonly text: string; readonly replaces: number },
  ): vscode.InlineCompletionItem {
    // Without a range, VS Code would replace the word at the cursor.
    const range = selected?.range ?? new vscode.Range(position, position.translate(0, replaces));
    const inserted = (selected?.text ?? '') + text;
    this.parts.statistics.offered(text);
    const accepted: AcceptedSuggestion = {
      uri: document.uri.toString(),
      offset: document.offsetAt(range.start),
      text: inserted,
    };
    return new vscode.InlineCompletionItem(inserted, range, {
      title: '',
      command: acceptedCommand,
      arguments: [accepted],
    });
  }
}
