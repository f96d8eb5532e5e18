import { OpenLlmError, words, type ToolDefinition } from '@open-llm/client';
import { Emitter, type Disposable } from '../emitter.js';
import { ResponseRun, type ResponseRunParts } from './answer.js';
import { toMessages } from './messages.js';
import {
  applyChange,
  titleOf,
  withTurn,
  type ResponseTurn,
  type Attachment,
  type ResponseChange,
  type ChatUpdate,
  type Session,
  type Turn,
  type UserTurn,
} from './session.js';
import { newId, type SessionStore } from './sessionStore.js';
import { withNewVersion, withoutTails, withVersion } from './versions.js';

export interface ActiveChatParts {
  readonly store: SessionStore;
  readonly response: Omit<ResponseRunParts, 'report' | 'wallClock'>;
  /** Returns the tools that models can call. */
  tools(): readonly ToolDefinition[];
  /** Returns the workspace name of this window. */
  workspace(): string | undefined;
  /** Returns the current time, in milliseconds since 1970. */
  wallClock(): number;
  /** Reports that the session could not be written. */
  onSaveFailed(failure: unknown): void;
}

/**
 * How often a response is saved while it is being received, in milliseconds. VS Code can exit before the response is
 * complete.
 */
const saveIntervalMs = 5000;

/** The open chat: its session, the attachments of the next message, and the response that is being received. */
export class ActiveChat implements Disposable {
  readonly #updates = new Emitter<ChatUpdate>();
  #session: Session;
  #attachments: readonly Attachment[] = [];
  #running: { readonly cancellation: AbortController; readonly end: Promise<void> } | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ActiveChatParts) {
    this.#session = this.#createSession();
  }

  get session(): Session {
    return this.#session;
  }

  /** Reports the current state to the listener, and then each change. */
  subscribe(listener: (update: ChatUpdate) => void): Disposable {
    listener(this.#snapshot());
    return this.#updates.event(listener);
  }

  /**
   * Sends a message with the attachments. Resolves as soon as the response is requested.
   *
   * @param consumer the ID of the extension on whose behalf the message is sent; by default, this extension
   */
  async send(text: string, model: string, consumer?: string): Promise<void> {
    this.#requireIdle();
    if (text.trim() === '' && this.#attachments.length === 0) {
      throw OpenLlmError.localizable(
        'invalid_request',
        words.t('The message is empty.'),
        words.t('Enter a message or attach a file.'),
      );
    }
    this.#addQuestion({ id: newId(), text, attachments: this.#attachments });
    this.#setAttachments([]);
    this.#startResponse(model, consumer);
  }

  /** Sends an edited version of a message. The previous version is saved together with all subsequent turns. */
  async edit(id: string, text: string, model: string): Promise<void> {
    this.#requireIdle();
    const index = this.#session.turns.findIndex((one) => one.id === id);
    const turn = this.#session.turns[index];
    if (turn?.kind === 'user') {
      this.#addVersion(index, { ...turn, text });
      this.#startResponse(model);
    }
  }

  /**
   * Requests a response again. Unless the previous response is empty, it is saved as a version together with all
   * subsequent turns.
   */
  async retry(id: string, model: string): Promise<void> {
    this.#requireIdle();
    const { turns } = this.#session;
    const index = turns.findIndex((one) => one.id === id);
    const [response, question] = [turns[index], turns[index - 1]];
    if (question?.kind !== 'user') {
      return;
    }
    if (turns.length > index + 1 || (response?.kind === 'answer' && hasContent(response))) {
      this.#addVersion(index - 1, question);
    } else {
      this.#showSession({ ...this.#session, turns: turns.slice(0, index) });
    }
    this.#startResponse(model);
  }

  /** Shows a different version of a message, together with all turns after it. */
  async showVersion(id: string, version: number): Promise<void> {
    this.#requireIdle();
    const { turns } = this.#session;
    const index = turns.findIndex((one) => one.id === id);
    if (index >= 0) {
      this.#showSession({ ...this.#session, turns: withVersion(turns, index, version) });
      this.#save();
    }
  }

  /** Cancels the running response. The part that was received remains. */
  async stop(): Promise<void> {
    this.#running?.cancellation.abort();
    await this.#running?.end;
  }

  async startNew(): Promise<void> {
    await this.stop();
    this.#showSession(this.#createSession());
  }

  /** Returns false if the session no longer exists. */
  async open(id: string): Promise<boolean> {
    await this.stop();
    await this.#saving;
    const session = await this.parts.store.load(id);
    if (session) {
      this.#showSession(session);
    }
    return session !== undefined;
  }

  async delete(id: string): Promise<void> {
    if (this.#session.id === id) {
      await this.startNew();
    }
    await this.#saving;
    await this.parts.store.delete(id);
  }

  attach(attachment: Attachment): void {
    this.#setAttachments([...this.#attachments, attachment]);
  }

  detach(index: number): void {
    this.#setAttachments(this.#attachments.filter((_, at) => at !== index));
  }

  dispose(): void {
    this.#running?.cancellation.abort();
  }

  #addQuestion(turn: { id: string; text: string; attachments: readonly Attachment[] }): void {
    if (this.#session.turns.length === 0) {
      this.#session = { ...this.#session, title: titleOf(turn.text) || turn.attachments[0]?.name || '' };
    }
    this.#putTurn({ kind: 'user', ...turn });
  }

  #startResponse(model: string, consumer?: string): void {
    const history = toMessages(this.#session.turns);
    let response: ResponseTurn = {
      kind: 'answer',
      id: newId(),
      model,
      state: 'running',
      steps: [],
      providerStates: [],
    };
    this.#putTurn(response);
    this.#save();
    const report = (change: ResponseChange): void => {
      response = applyChange(response, change);
      this.#session = withTurn(this.#session, response);
      if (change.kind !== 'state') {
        this.#updates.fire({ kind: 'change', turn: response.id, change });
      }
      if (this.parts.wallClock() - this.#session.changedAtMs > saveIntervalMs) {
        this.#save();
      }
    };
    const cancellation = new AbortController();
    const run = new ResponseRun(
      { ...this.parts.response, wallClock: () => this.parts.wallClock(), report },
      response,
      consumer,
    );
    const end = run.run(history, this.parts.tools(), cancellation.signal).then(() => {
      this.#running = undefined;
      this.#save();
    });
    this.#running = { cancellation, end };
  }

  #putTurn(turn: Turn): void {
    this.#session = withTurn({ ...this.#session, changedAtMs: this.parts.wallClock() }, turn);
    this.#updates.fire({ kind: 'turn', turn });
  }

  #addVersion(index: number, question: UserTurn): void {
    const title = index === 0 ? titleOf(question.text) || this.#session.title : this.#session.title;
    const turns = withNewVersion(this.#session.turns, index, { ...question, id: newId() });
    this.#showSession({ ...this.#session, title, turns, changedAtMs: this.parts.wallClock() });
  }

  #showSession(session: Session): void {
    this.#session = session;
    this.#updates.fire(this.#snapshot());
  }

  #setAttachments(attachments: readonly Attachment[]): void {
    this.#attachments = attachments;
    this.#updates.fire({ kind: 'attachments', attachments });
  }

  /** Returns the complete chat without the provider state, which is intended for the provider only. */
  #snapshot(): ChatUpdate {
    const turns = this.#session.turns.map((turn) =>
      turn.kind === 'answer' ? { ...turn, providerStates: [] } : withoutTails(turn),
    );
    return { kind: 'session', session: { ...this.#session, turns }, attachments: this.#attachments };
  }

  #save(): void {
    this.#session = { ...this.#session, changedAtMs: this.parts.wallClock() };
    const session = this.#session;
    this.#saving = this.#saving.then(async () => {
      try {
        const saved = await this.parts.store.save(session);
        if (saved.id !== session.id && this.#session.id === session.id) {
          this.#session = { ...this.#session, id: saved.id };
        }
      } catch (failure) {
        this.parts.onSaveFailed(failure);
      }
    });
  }

  #createSession(): Session {
    const workspace = this.parts.workspace();
    return {
      id: newId(),
      title: '',
      changedAtMs: this.parts.wallClock(),
      turns: [],
      ...(workspace === undefined ? {} : { workspace }),
    };
  }

  #requireIdle(): void {
    if (this.#running) {
      throw OpenLlmError.localizable(
        'invalid_request',
        words.t('A response is still in progress.'),
        words.t('Wait until it is complete, or stop it.'),
      );
    }
  }
}

function hasContent({ steps }: ResponseTurn): boolean {
  return steps.some(({ kind }) => kind === 'text' || kind === 'tool');
}
