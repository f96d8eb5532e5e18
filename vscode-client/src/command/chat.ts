import * as vscode from 'vscode';
import { readSendArgument } from '../chat/sendArgument.js';
import type { ChatView } from '../view/chatView.js';

/** The commands of the chat in the side bar. */
export function chatCommands(chat: ChatView): Readonly<Record<string, (argument: unknown) => unknown>> {
  return {
    'openLLM.chat.focus': () => chat.focus(),
    'openLLM.chat.new': () => chat.startNew(),
    'openLLM.chat.send': async (argument) => {
      const given = readSendArgument(argument) ?? (await askForText());
      if (given) {
        await chat.send(given);
      }
    },
    'openLLM.chat.attach': (file) => chat.attach(file instanceof vscode.Uri ? file : undefined),
    'openLLM.chat.history': () => chat.history(),
    'openLLM.chat.export': () => chat.export(),
  };
}

async function askForText(): Promise<{ text: string } | undefined> {
  const text = await vscode.window.showInputBox({ prompt: vscode.l10n.t('What do you want to ask?') });
  return text?.trim() ? { text } : undefined;
}
