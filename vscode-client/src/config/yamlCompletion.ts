import type { ConfigCompleteResult, OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';

/** Matches the user and workspace configuration files, regardless of their location. */
const documentFilter: vscode.DocumentFilter = { scheme: 'file', pattern: '**/openllm/config.{yaml,yml}' };

/** A space precedes each value and each list item; a slash separates provider and model. */
const triggerCharacters = [' ', '/', '['];

/** Provides completion and hover text in the YAML configuration files of Open LLM, using data from the server. */
export function registerYamlCompletion(connection: () => Promise<OpenLlmConnection>): vscode.Disposable {
  const request = async (
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<ConfigCompleteResult | undefined> => {
    const cancellation = new AbortController();
    const subscription = token.onCancellationRequested(() => cancellation.abort());
    try {
      const params = { text: document.getText(), line: position.line + 1, column: position.character + 1 };
      return await (await connection()).completeConfig(params, { signal: cancellation.signal });
    } catch {
      return undefined; // no suggestions are available without a server
    } finally {
      subscription.dispose();
    }
  };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      documentFilter,
      {
        provideCompletionItems: async (document, position, token) => {
          const result = await request(document, position, token);
          return result && toCompletionItems(result, wordRange(result, position));
        },
      },
      ...triggerCharacters,
    ),
    vscode.languages.registerHoverProvider(documentFilter, {
      provideHover: async (document, position, token) => {
        const result = await request(document, position, token);
        return result?.hover === undefined
          ? undefined
          : new vscode.Hover(new vscode.MarkdownString().appendText(result.hover), wordRange(result, position));
      },
    }),
  );
}

function toCompletionItems({ items }: ConfigCompleteResult, word: vscode.Range): vscode.CompletionItem[] {
  return items.map((item, index) => {
    const kind = item.kind === 'key' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value;
    const completionItem = new vscode.CompletionItem({ label: item.label, description: item.detail }, kind);
    completionItem.insertText = item.text;
    completionItem.range = word;
    completionItem.sortText = String(index).padStart(4, '0');
    // After a configuration key is inserted, its values are suggested.
    if (item.text.endsWith(': ')) {
      completionItem.command = { command: 'editor.action.triggerSuggest', title: '' };
    }
    return completionItem;
  });
}

function wordRange({ startColumn, endColumn }: ConfigCompleteResult, { line }: vscode.Position): vscode.Range {
  return new vscode.Range(line, startColumn - 1, line, endColumn - 1);
}
