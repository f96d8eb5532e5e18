import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../replaceFile.js';
import { responseText, type Session, type Turn } from './session.js';

/** A saved session, as shown in a list. */
export interface SessionEntry {
  readonly id: string;
  readonly title: string;
  readonly changedAtMs: number;
  readonly workspace?: string;
  /** The content in lowercase, for full-text search. */
  readonly content: string;
}

interface CacheEntry {
  readonly mtimeMs: number;
  readonly entry: SessionEntry | undefined;
}

const idPattern = /^[\w-]+$/;

/** Saves sessions, each in a separate file. */
export class SessionStore {
  readonly #cache = new Map<string, CacheEntry>();
  /** When this window last wrote or read each session. A file that is newer was written by another window. */
  readonly #seenAtMs = new Map<string, number>();

  /** @param folder the folder for the files; created when the first session is saved */
  constructor(private readonly folder: string) {}

  /** Returns all sessions, most recent first. Unreadable files are skipped. */
  async list(): Promise<SessionEntry[]> {
    const files = await readdir(this.folder).catch(() => []);
    const entries = await Promise.all(
      files.filter((file) => file.endsWith('.json')).map((file) => this.#readEntry(file.slice(0, -'.json'.length))),
    );
    return entries.filter((entry) => entry !== undefined).sort((one, other) => other.changedAtMs - one.changedAtMs);
  }

  /**
   * Reads a session. Returns undefined if it was deleted or cannot be read. A response that was interrupted because VS
   * Code exited is marked as canceled.
   */
  async load(id: string): Promise<Session | undefined> {
    const session = await this.#read(id);
    if (session) {
      this.#seenAtMs.set(id, session.changedAtMs);
    }
    return session && { ...session, turns: session.turns.map(markInterrupted) };
  }

  /**
   * Replaces the file of the session. If another window has continued the same session, this window continues it as a
   * new session, so nothing is lost. Returns the saved session.
   */
  async save(session: Session): Promise<Session> {
    const seenMs = this.#seenAtMs.get(session.id);
    const storedMs = seenMs === undefined ? undefined : (await this.#read(session.id))?.changedAtMs;
    const saved = storedMs !== undefined && storedMs !== seenMs ? { ...session, id: newId() } : session;
    await mkdir(this.folder, { recursive: true });
    const file = this.#file(saved.id);
    const tempFile = `${file}.${process.pid}.tmp`;
    await writeFile(tempFile, JSON.stringify(saved), { mode: 0o600 });
    await replaceFile(tempFile, file);
    this.#seenAtMs.set(saved.id, saved.changedAtMs);
    return saved;
  }

  async delete(id: string): Promise<void> {
    await rm(this.#file(id), { force: true });
    this.#cache.delete(id);
  }

  async #readEntry(id: string): Promise<SessionEntry | undefined> {
    const { mtimeMs } = await stat(this.#file(id)).catch(() => ({ mtimeMs: -1 }));
    const cached = this.#cache.get(id);
    if (cached?.mtimeMs === mtimeMs) {
      return cached.entry;
    }
    const session = await this.#read(id);
    const entry = session && toEntry(session);
    this.#cache.set(id, { mtimeMs, entry });
    return entry;
  }

  async #read(id: string): Promise<Session | undefined> {
    try {
      const session: unknown = JSON.parse(await readFile(this.#file(id), 'utf8'));
      return isSession(session) ? session : undefined;
    } catch {
      return undefined;
    }
  }

  #file(id: string): string {
    if (!idPattern.test(id)) {
      throw new Error(`"${id}" is not a valid chat ID.`);
    }
    return join(this.folder, `${id}.json`);
  }
}

/** Returns the sessions that contain every search term. */
export function search(entries: readonly SessionEntry[], query: string): readonly SessionEntry[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return entries.filter(({ title, content }) =>
    words.every((word) => title.toLowerCase().includes(word) || content.includes(word)),
  );
}

export function newId(): string {
  return randomUUID();
}

function toEntry({ id, title, changedAtMs, workspace, turns }: Session): SessionEntry {
  const content = turns
    .map((turn) => (turn.kind === 'user' ? turn.text : responseText(turn)))
    .join('\n')
    .toLowerCase();
  return { id, title, changedAtMs, content, ...(workspace === undefined ? {} : { workspace }) };
}

function markInterrupted(turn: Turn): Turn {
  return turn.kind === 'answer' && turn.state === 'running' ? { ...turn, state: 'stopped' } : turn;
}

function isSession(value: unknown): value is Session {
  return typeof value === 'object' && value !== null && 'id' in value && 'turns' in value && Array.isArray(value.turns);
}
