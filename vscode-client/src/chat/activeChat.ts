import { OpenLlmError, words, type ToolDefinition } from '@open-llm/client';
import { Signal, type Disposable } from '../signal.js';
import { AnswerRun, type AnswerParts } from './answer.js';
import { messagesOf } from './messages.js';
import {
  changed,
  titleOf,
  withTurn,
  type AnswerTurn,
  type Attachment,
  type Change,
  type ChatUpdate,
  type Session,
  type Turn,
  type UserTurn,
} from './session.js';
import { newId, type SessionStore } from './sessionStore.js';
import { withNewVersion, withoutTails, withVersion } from './versions.js';

export interface ActiveChatParts {
  readonly store: SessionStore;
  readonly answer: Omit<AnswerParts, 'report' | 'wallClock'>;
  /** Returns the tools that models can call. */
  tools(): readonly ToolDefinition[];
  /** Returns the workspace name of this window. */
  workspace(): string | undefined;
  /** Returns the current time, in milliseconds since 1970. */
  wallClock(): number;
  /** Reports that the session could not be written. */
  notKept(failure: unknown): void;
}

/**
 * How often a response is saved while it is being received, in milliseconds. VS Code can exit before the response is
 * complete.
 */
const keepEveryMs = 5000;

/** The open chat: its session, the attachments of the next message, and the response that is being received. */
export class ActiveChat implements Disposable {
  readonly #updates = new Signal<ChatUpdate>();
  #session: Session;
  #attachments: readonly Attachment[] = [];
  #running: { readonly cancellation: AbortController; readonly end: Promise<void> } | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ActiveChatParts) {
    this.#session = this.#empty();
  }

  get session(): Session {
    return this.#session;
  }

  /** Reports the current state to the listener, and then each change. */
  follow(listener: (update: ChatUpdate) => void): Disposable {
    listener(this.#whole());
    return this.#updates.event(listener);
  }

  /**
   * Sends a message with the attachments. Resolves as soon as the response is requested.
   *
   * @param consumer the ID of the extension on whose behalf the message is sent; by default, this extension
   */
  async send(text: string, model: string, consumer?: string): Promise<void> {
    this.#mustBeIdle();
    if (text.trim() === '' && this.#attachments.length === 0) {
      throw OpenLlmError.localizable(
        'invalid_request',
        words.t('The message is empty.'),
        words.t('Enter a message or attach a file.'),
      );
    }
    this.#question({ id: newId(), text, attachments: this.#attachments });
    this.#attach([]);
    this.#start(model, consumer);
  }

  /** Sends an edited version of a message. The previous version is saved together with all subsequent turns. */
  async edit(id: string, text: string, model: string): Promise<void> {
    this.#mustBeIdle();
    const index = this.#session.turns.findIndex((one) => one.id === id);
    const turn = this.#session.turns[index];
    if (turn?.kind === 'user') {
      this.#newVersion(index, { ...turn, text });
      this.#start(model);
    }
  }

  /**
   * Requests a response again. Unless the previous response is empty, it is saved as a version together with all
   * subsequent turns.
   */
  async retry(id: string, model: string): Promise<void> {
    this.#mustBeIdle();
    const { turns } = this.#session;
    const index = turns.findIndex((one) => one.id === id);
    const [answer, question] = [turns[index], turns[index - 1]];
    if (question?.kind !== 'user') {
      return;
    }
    if (turns.length > index + 1 || (answer?.kind === 'answer' && hasContent(answer))) {
      this.#newVersion(index - 1, question);
    } else {
      this.#show({ ...this.#session, turns: turns.slice(0, index) });
    }
    this.#start(model);
  }

  /** Shows a different version of a message, together with all turns after it. */
  async showVersion(id: string, version: number): Promise<void> {
    this.#mustBeIdle();
    const { turns } = this.#session;
    const index = turns.findIndex((one) => one.id === id);
    if (index >= 0) {
      this.#show({ ...this.#session, turns: withVersion(turns, index, version) });
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
    this.#show(this.#empty());
  }

  /** Returns false if the session no longer exists. */
  async open(id: string): Promise<boolean> {
    await this.stop();
    await this.#saving;
    const session = await this.parts.store.load(id);
    if (session) {
      this.#show(session);
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
    this.#attach([...this.#attachments, attachment]);
  }

  detach(index: number): void {
    this.#attach(this.#attachments.filter((_, at) => at !== index));
  }

  dispose(): void {
    this.#running?.cancellation.abort();
  }

  #question(turn: { id: string; text: string; attachments: readonly Attachment[] }): void {
    if (this.#session.turns.length === 0) {
      this.#session = { ...this.#session, title: titleOf(turn.text) || turn.attachments[0]?.name || '' };
    }
    this.#put({ kind: 'user', ...turn });
  }

  #start(model: string, consumer?: string): void {
    const history = messagesOf(this.#session.turns);
    let answer: AnswerTurn = { kind: 'answer', id: newId(), model, state: 'running', steps: [], providerStates: [] };
    this.#put(answer);
    this.#save();
    const report = (change: Change): void => {
      answer = changed(answer, change);
      this.#session = withTurn(this.#session, answer);
      if (change.kind !== 'state') {
        this.#updates.fire({ kind: 'change', turn: answer.id, change });
      }
      if (this.parts.wallClock() - this.#session.changedAtMs > keepEveryMs) {
        this.#save();
      }
    };
    const cancellation = new AbortController();
    const run = new AnswerRun(
      { ...this.parts.answer, wallClock: () => this.parts.wallClock(), report },
      answer,
      consumer,
    );
    const end = run.run(history, this.parts.tools(), cancellation.signal).then(() => {
      this.#running = undefined;
      this.#save();
    });
    this.#running = { cancellation, end };
  }

  #put(turn: Turn): void {
    this.#session = withTurn({ ...this.#session, changedAtMs: this.parts.wallClock() }, turn);
    this.#updates.fire({ kind: 'turn', turn });
  }

  #newVersion(index: number, question: UserTurn): void {
    const title = index === 0 ? titleOf(question.text) || this.#session.title : this.#session.title;
    const turns = withNewVersion(this.#session.turns, index, { ...question, id: newId() });
    this.#show({ ...this.#session, title, turns, changedAtMs: this.parts.wallClock() });
  }

  #show(session: Session): void {
    this.#session = session;
    this.#updates.fire(this.#whole());
  }

  #attach(attachments: readonly Attachment[]): void {
    this.#attachments = attachments;
    this.#updates.fire({ kind: 'attachments', attachments });
  }

  /** Returns the complete chat without the provider state, which is intended for the provider only. */
  #whole(): ChatUpdate {
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
        const kept = await this.parts.store.save(session);
        if (kept.id !== session.id && this.#session.id === session.id) {
          this.#session = { ...this.#session, id: kept.id };
        }
      } catch (failure) {
        this.parts.notKept(failure);
      }
    });
  }

  #empty(): Session {
    const workspace = this.parts.workspace();
    return {
      id: newId(),
      title: '',
      changedAtMs: this.parts.wallClock(),
      turns: [],
      ...(workspace === undefined ? {} : { workspace }),
    };
  }

  #mustBeIdle(): void {
    if (this.#running) {
      throw OpenLlmError.localizable(
        'invalid_request',
        words.t('A response is still in progress.'),
        words.t('Wait until it is complete, or stop it.'),
      );
    }
  }
}

function hasContent({ steps }: AnswerTurn): boolean {
  return steps.some(({ kind }) => kind === 'text' || kind === 'tool');
}
