import * as vscode from 'vscode';
import { callingExtension } from '../api/caller.js';
import { parseSendArgument } from '../chat/sendArgument.js';
import type { ChatView } from '../view/chatView.js';

const ownId = 'open-llm.open-llm-provider';

/** Returns the commands of the chat in the side bar. */
export function chatCommands(chat: ChatView): Readonly<Record<string, (argument: unknown) => unknown>> {
  return {
    'openLLM.chat.focus': () => chat.focus(),
    'openLLM.chat.new': () => chat.startNew(),
    'openLLM.chat.send': async (argument) => {
      const caller = callingExtension(new Error().stack ?? '', otherExtensions());
      const sendArgument = parseSendArgument(argument);
      if (sendArgument) {
        await chat.sendFromCommand(sendArgument, caller && { id: caller.id, name: displayNameOf(caller) });
      } else {
        const text = await askForText();
        await (text === undefined ? undefined : chat.send({ text }));
      }
    },
    'openLLM.chat.attach': (file) => chat.attach(file instanceof vscode.Uri ? file : undefined),
    'openLLM.chat.history': () => chat.history(),
    'openLLM.chat.export': () => chat.export(),
  };
}

async function askForText(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({ prompt: vscode.l10n.t('Message') });
  return text?.trim() ? text : undefined;
}

function otherExtensions(): readonly vscode.Extension<unknown>[] {
  return vscode.extensions.all.filter(({ id }) => id.toLowerCase() !== ownId);
}

function displayNameOf({ id, packageJSON }: vscode.Extension<unknown>): string {
  const { displayName } = packageJSON as { displayName?: unknown };
  return typeof displayName === 'string' ? displayName : id;
}
