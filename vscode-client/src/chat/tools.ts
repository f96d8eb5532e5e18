import type { ToolDefinition } from '@open-llm/client';
import * as vscode from 'vscode';
import { tools } from '../relay/tools.js';
import type { ToolCount } from '../view/api/chat.js';
import { isRecord } from '../model/parts.js';
import { readableToolName } from './toolTitle.js';

const storageKey = 'chat.tools';

/**
 * The tools of VS Code and its extensions, and which of them models can call from the chat page. By default, none are
 * enabled.
 */
export class ChatTools {
  constructor(private readonly memento: vscode.Memento) {}

  /** Returns the definitions of the enabled tools, which are sent to the model. */
  definitions(): readonly ToolDefinition[] {
    const chosen = this.#enabledNames();
    return tools.list().filter(({ name }) => chosen.has(name));
  }

  count(): ToolCount {
    return { on: this.definitions().length, all: vscode.lm.tools.length };
  }

  /** Lets the user enable and disable tools. */
  async choose(): Promise<void> {
    const enabled = this.#enabledNames();
    const titles = toolTitles();
    const items = vscode.lm.tools.map(({ name, description }) => ({
      label: titles.get(name) ?? readableToolName(name),
      description: name,
      detail: description.split('\n', 1)[0] ?? '',
      picked: enabled.has(name),
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      matchOnDescription: true,
      matchOnDetail: true,
      title: vscode.l10n.t('Tools that models can call in this chat'),
      placeHolder: vscode.l10n.t('You are asked before a tool that requires confirmation runs.'),
    });
    if (chosen) {
      await this.memento.update(
        storageKey,
        chosen.map(({ description }) => description),
      );
    }
  }

  #enabledNames(): ReadonlySet<string> {
    return new Set(this.memento.get<string[]>(storageKey, []));
  }
}

/** Returns the display names of the tools of all extensions, in the VS Code display language. */
export function toolTitles(): ReadonlyMap<string, string> {
  const contributed = vscode.extensions.all.flatMap(({ packageJSON }): unknown[] => {
    const contributes: unknown = isRecord(packageJSON) ? packageJSON['contributes'] : undefined;
    const tools = isRecord(contributes) ? contributes['languageModelTools'] : undefined;
    return Array.isArray(tools) ? tools : [];
  });
  return new Map(
    contributed.flatMap((tool): [string, string][] =>
      isRecord(tool) && typeof tool['name'] === 'string' && typeof tool['displayName'] === 'string'
        ? [[tool['name'], tool['displayName']]]
        : [],
    ),
  );
}
