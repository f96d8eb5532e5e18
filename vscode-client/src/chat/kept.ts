import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ActiveChat } from './activeChat.js';
import type { Attachment, ChatUpdate } from './session.js';

/** What is used of `vscode.Memento`. */
interface Memory {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): Thenable<void>;
}

const openKey = 'chat.open';

/** Keeps which chat is open in a window and what is attached to the next question, until the window is there again. */
export class KeptChat {
  #open: string | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  /**
   * @param memory of the workspace
   * @param file for what is attached, which may be large
   */
  constructor(
    private readonly memory: Memory,
    private readonly file: string,
  ) {}

  /** Opens the chat that was open, and attaches again what was attached; then keeps both up to date. */
  async restore(chat: ActiveChat): Promise<void> {
    this.#open = this.memory.get<string>(openKey);
    if (this.#open !== undefined) {
      await chat.open(this.#open);
    }
    (await this.#attached()).forEach((attachment) => chat.attach(attachment));
    chat.follow((update) => this.#keep(update, chat));
  }

  /** Resolves when all is written. */
  get written(): Promise<unknown> {
    return this.#writing;
  }

  #keep(update: ChatUpdate, { session }: ActiveChat): void {
    const open = session.turns.length > 0 ? session.id : undefined;
    if (open !== this.#open) {
      this.#open = open;
      this.#after(() => this.memory.update(openKey, open));
    }
    if (update.kind === 'attachments') {
      this.#after(() => this.#write(update.attachments));
    }
  }

  /** One after the other. What cannot be kept is lost with the window, and no sooner. */
  #after(write: () => Thenable<unknown>): void {
    this.#writing = this.#writing.then(write).catch(() => undefined);
  }

  async #write(attachments: readonly Attachment[]): Promise<void> {
    if (attachments.length === 0) {
      await rm(this.file, { force: true });
      return;
    }
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(this.file, JSON.stringify(attachments), { mode: 0o600 });
  }

  async #attached(): Promise<readonly Attachment[]> {
    try {
      const kept: unknown = JSON.parse(await readFile(this.file, 'utf8'));
      return Array.isArray(kept) ? (kept as Attachment[]) : [];
    } catch {
      return [];
    }
  }
}
