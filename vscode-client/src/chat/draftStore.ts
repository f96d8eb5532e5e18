import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActiveChat } from './activeChat.js';
import type { Attachment, ChatUpdate } from './session.js';

/** The used part of `vscode.Memento`. */
interface Memento {
  // The signature of vscode.Memento.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): Thenable<void>;
}

const openKey = 'chat.open';

/**
 * Saves which chat is open in a window, and the draft of the next message with its attachments, until the window is
 * opened again. In files, since VS Code saves the state of a page only occasionally.
 */
export class DraftStore {
  #open: string | undefined;
  #draft = '';
  #writing: Promise<unknown> = Promise.resolve();

  /**
   * @param memento of the workspace
   * @param folder for the draft and its attachments, which may be large
   */
  constructor(
    private readonly memento: Memento,
    private readonly folder: string,
  ) {}

  /** Opens the previous chat and restores its attachments; then keeps both up to date. */
  async restore(chat: ActiveChat): Promise<void> {
    this.#open = this.memento.get<string>(openKey);
    if (this.#open !== undefined) {
      await chat.open(this.#open);
    }
    this.#draft = await this.#read('draft.txt');
    attachmentsIn(await this.#read('attached.json')).forEach((attachment) => chat.attach(attachment));
    chat.follow((update) => this.#keep(update, chat));
  }

  /** The text of the draft. */
  get draft(): string {
    return this.#draft;
  }

  saveDraft(text: string): void {
    this.#draft = text;
    // Of several pending writes, only the last is needed.
    this.#after(async () => this.#draft === text && this.#write('draft.txt', text));
  }

  /** Resolves when everything is written. */
  get written(): Promise<unknown> {
    return this.#writing;
  }

  #keep(update: ChatUpdate, { session }: ActiveChat): void {
    const open = session.turns.length > 0 ? session.id : undefined;
    if (open !== this.#open) {
      this.#open = open;
      this.#after(() => this.memento.update(openKey, open));
    }
    if (update.kind === 'attachments') {
      const { attachments } = update;
      this.#after(() => this.#write('attached.json', attachments.length === 0 ? '' : JSON.stringify(attachments)));
    }
  }

  /** One write at a time. What cannot be saved is lost with the window, and no sooner. */
  #after(write: () => Thenable<unknown>): void {
    this.#writing = this.#writing.then(write).catch(() => undefined);
  }

  async #write(name: string, text: string): Promise<void> {
    const file = join(this.folder, name);
    if (text === '') {
      await rm(file, { force: true });
      return;
    }
    await mkdir(this.folder, { recursive: true });
    await writeFile(file, text, { mode: 0o600 });
  }

  #read(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8').catch(() => '');
  }
}

function attachmentsIn(text: string): readonly Attachment[] {
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? (kept as Attachment[]) : [];
  } catch {
    return [];
  }
}
