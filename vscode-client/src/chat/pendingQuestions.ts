import { Signal, type Disposable } from '../signal.js';

/**
 * What `openLLM.chat.send` takes from other extensions:
 * `executeCommand('openLLM.chat.send', { text: 'Why?', model: 'ollama/llama3.2', newChat: true })`, or the text alone.
 */
export interface SendArgument {
  /** What is asked. */
  readonly text: string;
  /** provider/model; the chosen one when absent. */
  readonly model?: string;
  /** Begins a new chat; continues with the open one when absent. */
  readonly newChat?: boolean;
}

/** A question that came by the command `openLLM.chat.send` and waits for the user's word. */
export interface PendingQuestion extends SendArgument {
  /** Name of the extension that asked; absent where VS Code does not show it: a key binding, another machine's side. */
  readonly from?: string;
}

/**
 * Questions from outside of the chat. VS Code does not say who calls a command, so what it brings stands above the
 * input, whole, until the user sends or drops it. A newer one takes the place of the one that waits.
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

  /** Hands out the question that waits, which then waits no more. */
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
