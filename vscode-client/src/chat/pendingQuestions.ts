import { Emitter, type Disposable } from '../emitter.js';

/**
 * The argument of the command `openLLM.chat.send`, which other extensions can call:
 * `executeCommand('openLLM.chat.send', { text: 'Why?', model: 'ollama/llama3.2', newChat: true })`. Instead of an
 * object, a string that contains only the message can be passed.
 */
export interface SendArgument {
  /** The message to send. */
  readonly text: string;
  /** The model ID, in the form `provider/model`. Default: the model chosen in the chat. */
  readonly model?: string;
  /** Whether to start a new chat instead of continuing the open one. */
  readonly newChat?: boolean;
}

/** A message from the command `openLLM.chat.send` that awaits confirmation by the user. */
export interface PendingQuestion extends SendArgument {
  /**
   * The display name of the calling extension. Absent if VS Code does not reveal it, for example for a keyboard
   * shortcut or an extension on another machine.
   */
  readonly from?: string;
}

/**
 * Messages from outside the chat. VS Code does not reveal who calls a command, so the complete message is shown above
 * the input until the user sends or discards it. A new message replaces the pending one.
 */
export class PendingQuestions {
  readonly #changes = new Emitter<PendingQuestion | undefined>();
  #current: PendingQuestion | undefined;

  get current(): PendingQuestion | undefined {
    return this.#current;
  }

  onChange(listener: (current: PendingQuestion | undefined) => void): Disposable {
    return this.#changes.event(listener);
  }

  put(question: PendingQuestion): void {
    this.#set(question);
  }

  /** Returns and removes the pending message. */
  take(): PendingQuestion | undefined {
    const question = this.#current;
    this.#set(undefined);
    return question;
  }

  #set(question: PendingQuestion | undefined): void {
    this.#current = question;
    this.#changes.fire(question);
  }
}
