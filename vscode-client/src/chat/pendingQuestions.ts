import { Signal, type Disposable } from '../signal.js';

/**
 * The argument of `openLLM.chat.send` from other extensions: `executeCommand('openLLM.chat.send', { text: 'Why?',
 * model: 'ollama/llama3.2', newChat: true })`, or only the text.
 */
export interface SendArgument {
  /** The message. */
  readonly text: string;
  /** provider/model; the chosen one when absent. */
  readonly model?: string;
  /** Begins a new chat; continues the open one when absent. */
  readonly newChat?: boolean;
}

/** A message from the command `openLLM.chat.send` that waits for the user's confirmation. */
export interface PendingQuestion extends SendArgument {
  /**
   * Name of the calling extension; absent if VS Code does not reveal it: a key binding, an extension on another
   * machine.
   */
  readonly from?: string;
}

/**
 * Messages from outside the chat. VS Code does not reveal who calls a command, so the complete text is shown above the
 * input until the user sends or discards it. A newer one replaces the pending one.
 */
export class PendingQuestions {
  readonly #changes = new Signal<PendingQuestion | undefined>();
  #waiting: PendingQuestion | undefined;

  get waiting(): PendingQuestion | undefined {
    return this.#waiting;
  }

  onChange(listener: (waiting: PendingQuestion | undefined) => void): Disposable {
    return this.#changes.event(listener);
  }

  put(question: PendingQuestion): void {
    this.#set(question);
  }

  /** Returns the pending message, which is then no longer pending. */
  take(): PendingQuestion | undefined {
    const question = this.#waiting;
    this.#set(undefined);
    return question;
  }

  #set(question: PendingQuestion | undefined): void {
    this.#waiting = question;
    this.#changes.fire(question);
  }
}
