import type { ConfigCompleteResult, OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';

/** Matches the user and workspace configuration files, regardless of their location. */
const files: vscode.DocumentFilter = { scheme: 'file', pattern: '**/openllm/config.{yaml,yml}' };

/** A space precedes each value and each list item; a slash separates provider and model. */
const triggers = [' ', '/', '['];

/** Provides completion and hover text in the YAML configuration files of Open LLM, using data from the server. */
export function completeYaml(connection: () => Promise<OpenLlmConnection>): vscode.Disposable {
  const ask = async (
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<ConfigCompleteResult | undefined> => {
    const cancellation = new AbortController();
    const listening = token.onCancellationRequested(() => cancellation.abort());
    try {
      const place = { text: document.getText(), line: position.line + 1, column: position.character + 1 };
      return await (await connection()).completeConfig(place, { signal: cancellation.signal });
    } catch {
      return undefined; // no suggestions are available without a server
    } finally {
      listening.dispose();
    }
  };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      files,
      {
        provideCompletionItems: async (document, position, token) => {
          const result = await ask(document, position, token);
          return result && itemsOf(result, wordAt(result, position));
        },
      },
      ...triggers,
    ),
    vscode.languages.registerHoverProvider(files, {
      provideHover: async (document, position, token) => {
        const result = await ask(document, position, token);
        return result?.hover === undefined
          ? undefined
          : new vscode.Hover(new vscode.MarkdownString().appendText(result.hover), wordAt(result, position));
      },
    }),
  );
}

function itemsOf({ items }: ConfigCompleteResult, word: vscode.Range): vscode.CompletionItem[] {
  return items.map((item, index) => {
    const kind = item.kind === 'key' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value;
    const shown = new vscode.CompletionItem({ label: item.label, description: item.detail }, kind);
    shown.insertText = item.text;
    shown.range = word;
    shown.sortText = String(index).padStart(4, '0');
    // After a configuration key is inserted, its values are suggested.
    if (item.text.endsWith(': ')) {
      shown.command = { command: 'editor.action.triggerSuggest', title: '' };
    }
    return shown;
  });
}

function wordAt({ startColumn, endColumn }: ConfigCompleteResult, { line }: vscode.Position): vscode.Range {
  return new vscode.Range(line, startColumn - 1, line, endColumn - 1);
}
