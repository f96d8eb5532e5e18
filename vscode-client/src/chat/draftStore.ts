import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActiveChat } from './activeChat.js';
import type { Attachment, ChatUpdate } from './session.js';

/** The members of `vscode.Memento` that this class uses. */
interface Memento {
  // This is the signature in `vscode.Memento`.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): Thenable<void>;
}

const openKey = 'chat.open';

/**
 * Remembers, for each window, which chat is open and the draft of the next message with its attachments. The draft is
 * saved in files because VS Code saves page state only occasionally.
 */
export class DraftStore {
  #openId: string | undefined;
  #draft = '';
  #pendingWrites: Promise<unknown> = Promise.resolve();

  /**
   * @param memento the storage of the workspace
   * @param folder the folder for the draft and its attachments, which can be large
   */
  constructor(
    private readonly memento: Memento,
    private readonly folder: string,
  ) {}

  /**
   * Reopens the previous chat with its attachments. After that, saves the ID of the open chat and its attachments
   * whenever they change.
   */
  async restore(chat: ActiveChat): Promise<void> {
    this.#openId = this.memento.get<string>(openKey);
    if (this.#openId !== undefined) {
      await chat.open(this.#openId);
    }
    this.#draft = await this.#read('draft.txt');
    parseAttachments(await this.#read('attached.json')).forEach((attachment) => chat.attach(attachment));
    chat.subscribe((update) => this.#saveUpdate(update, chat));
  }

  /** The text of the unsent message. */
  get draft(): string {
    return this.#draft;
  }

  saveDraft(text: string): void {
    this.#draft = text;
    // If several writes are pending, only the last one is needed.
    this.#enqueue(async () => this.#draft === text && this.#write('draft.txt', text));
  }

  /** Resolves when all pending writes are complete. */
  get whenWritten(): Promise<unknown> {
    return this.#pendingWrites;
  }

  #saveUpdate(update: ChatUpdate, { session }: ActiveChat): void {
    const openId = session.turns.length > 0 ? session.id : undefined;
    if (openId !== this.#openId) {
      this.#openId = openId;
      this.#enqueue(() => this.memento.update(openKey, openId));
    }
    if (update.kind === 'attachments') {
      const { attachments } = update;
      this.#enqueue(() => this.#write('attached.json', attachments.length === 0 ? '' : JSON.stringify(attachments)));
    }
  }

  /**
   * Queues a write, so only one runs at a time. A failed write is ignored: the data is lost only when the window is
   * closed.
   */
  #enqueue(write: () => Thenable<unknown>): void {
    this.#pendingWrites = this.#pendingWrites.then(write).catch(() => undefined);
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

function parseAttachments(text: string): readonly Attachment[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? (parsed as Attachment[]) : [];
  } catch {
    return [];
  }
}
