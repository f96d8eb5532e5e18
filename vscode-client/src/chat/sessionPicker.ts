import * as vscode from 'vscode';
import { search, type SessionEntry, type SessionStore } from './sessionStore.js';

interface SessionItem extends vscode.QuickPickItem {
  readonly entry: SessionEntry;
}

/** Lets the user search the content of saved sessions and choose one. Returns undefined if the user cancels. */
export function pickSession(store: SessionStore, onDelete: (id: string) => Promise<void>): Promise<string | undefined> {
  const remove: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete') };
  const picker = vscode.window.createQuickPick<SessionItem>();
  picker.title = vscode.l10n.t('Chats');
  picker.placeholder = vscode.l10n.t('Search all chats');
  let entries: readonly SessionEntry[] = [];
  const show = (): void => {
    // The sessions are filtered by this code. The built-in filter, which knows only the titles, must accept all
    // entries.
    picker.items = search(entries, picker.value).map((entry) => ({
      label: entry.title || vscode.l10n.t('Chat'),
      description: [formatTime(entry.changedAtMs), entry.workspace].filter(Boolean).join(' · '),
      detail: excerpt(entry, picker.value),
      alwaysShow: true,
      buttons: [remove],
      entry,
    }));
  };
  const load = async (): Promise<void> => {
    picker.busy = true;
    entries = await store.list();
    picker.busy = false;
    show();
  };
  return new Promise((resolve) => {
    picker.onDidChangeValue(show);
    picker.onDidTriggerItemButton(async ({ item }) => {
      await onDelete(item.entry.id);
      await load();
    });
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.entry.id);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
    void load();
  });
}

const excerptLength = 100;

/** Returns the text around the first match. */
function excerpt({ content }: SessionEntry, query: string): string {
  const word = query.toLowerCase().trim().split(/\s+/)[0] ?? '';
  const at = word === '' ? -1 : content.indexOf(word);
  const from = Math.max(0, at - excerptLength / 2);
  return at < 0 ? '' : `…${content.slice(from, from + excerptLength).replace(/\s+/g, ' ')}…`;
}

function formatTime(ms: number): string {
  return new Date(ms).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}
