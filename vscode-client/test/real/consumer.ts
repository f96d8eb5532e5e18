import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SentPart =
  | { type: 'text'; text: string }
  | { type: 'image'; data: string; mimeType: string }
  | { type: 'toolCall'; callId: string; name: string; input: object }
  | { type: 'toolResult'; callId: string; text: string };

export interface SentMessage {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly SentPart[];
}

export interface ReceivedPart {
  readonly type: 'text' | 'toolCall' | 'data' | 'thinking';
  readonly text?: string;
  readonly callId?: string;
  readonly name?: string;
  readonly input?: object;
  readonly mimeType?: string;
}

export interface ListedModel {
  readonly id: string;
  readonly vendor: string;
  readonly family: string;
  readonly version: string;
  readonly name: string;
  readonly maxInputTokens: number;
}

export interface Outcome {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { name: string; message: string; code?: string; stack?: string };
}

/** An error, as received by the consumer extension. */
export class ConsumerError extends Error {
  readonly code: string | undefined;
  readonly shownStack: string;

  constructor({ name, message, code, stack }: NonNullable<Outcome['error']>) {
    super(message);
    this.name = name;
    this.code = code;
    this.shownStack = stack ?? '';
  }
}

/** The test's connections to the consumer extensions, one for each open workspace. */
export class Consumers {
  readonly #server: Server;
  readonly #consumers = new Map<string, Consumer>();

  private constructor() {
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(): Promise<Consumers> {
    const consumers = new Consumers();
    await new Promise<void>((resolve) => consumers.#server.listen(0, '127.0.0.1', resolve));
    return consumers;
  }

  /** The URL from which the extension fetches its commands. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Returns the consumer in the VS Code window that has this folder open. */
  of(workspace: string): Consumer {
    const consumer = this.#consumers.get(workspace) ?? new Consumer();
    this.#consumers.set(workspace, consumer);
    return consumer;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url);
    const consumer = this.of(url.searchParams.get('workspace') ?? '');
    if (url.pathname === '/next') {
      consumer.commandRequested(response);
      return;
    }
    const chunks = await request.toArray();
    consumer.done(JSON.parse(Buffer.concat(chunks as Buffer[]).toString('utf8')) as Outcome);
    response.end();
  }
}

/** The test's connection to one consumer extension. It sends commands to the extension and waits for their results. */
export class Consumer {
  readonly #commands: object[] = [];
  readonly #outcomes = new Map<number, (outcome: Outcome) => void>();
  #waiting: ServerResponse | undefined;
  #nextId = 1;

  /** Called when the extension requests its next command. */
  commandRequested(response: ServerResponse): void {
    this.#waiting = response;
    response.on('close', () => this.#waiting === response && (this.#waiting = undefined));
    this.#sendNext();
  }

  /** Called when the extension has executed a command. */
  done(outcome: Outcome): void {
    this.#outcomes.get(outcome.id)?.(outcome);
    this.#outcomes.delete(outcome.id);
  }

  /** Called when the window is about to close. Commands wait for the extension in the next window. */
  dismiss(): void {
    this.#waiting?.writeHead(410).end();
    this.#waiting = undefined;
  }

  models(selector: object = { vendor: 'open-llm' }): Promise<ListedModel[]> {
    return this.#run('models', selector);
  }

  /** Returns the models as soon as one with the specified ID is available. */
  modelsWith(id: string): Promise<ListedModel[]> {
    return until(`the model ${id} to appear`, async () => {
      const models = await this.models();
      return models.some((model) => model.id === id) ? models : undefined;
    });
  }

  send(request: {
    vendor?: string;
    model: string;
    messages: readonly SentMessage[];
    tools?: readonly object[];
    toolMode?: number;
    cancelAtFirstPart?: boolean;
  }): Promise<{ parts: ReceivedPart[]; cancelledAt?: number }> {
    return this.#run('send', request);
  }

  /** Sends a single prompt. Returns the response. */
  async ask(model: string, text: string): Promise<string> {
    const { parts } = await this.send({ model, messages: [{ role: 'user', parts: [{ type: 'text', text }] }] });
    return textOf(parts);
  }

  /**
   * Sends a prompt through the API of the extension, which is requested with the context of `extension`. Returns the
   * response.
   */
  askThroughApi(extension: string, prompt: string): Promise<string> {
    return this.#run('askThroughApi', { extension, prompt });
  }

  countTokens(vendor: string, id: string, texts: readonly string[]): Promise<{ counts: number[]; ms: number }> {
    return this.#run('countTokens', { vendor, id, texts });
  }

  /** Runs the README example for extensions. Returns the text that it writes. */
  quickStart(code: string): Promise<string> {
    return this.#run('quickStart', code);
  }

  /** Waits until the tool `consumer_wait` has started or was canceled. */
  waiting(state: 'started' | 'stopped'): Promise<unknown> {
    return this.#run('waiting', state);
  }

  command(name: string, argument?: unknown): Promise<unknown> {
    return this.#run('command', { name, argument });
  }

  setting(name: string, value: unknown): Promise<unknown> {
    return this.#run('setting', { name, value });
  }

  openFile(path: string): Promise<unknown> {
    return this.#run('openFile', path);
  }

  isTrusted(): Promise<boolean> {
    return this.#run('isTrusted', undefined);
  }

  /**
   * Opens a file in an editor, replaces its text, and saves it. Writing an open file instead would race with VS Code,
   * which has its own copy of the text and saves it.
   */
  openWithText(path: string, text: string): Promise<unknown> {
    return this.#run('openWithText', { path, text });
  }

  /** Returns the completions at a position of a file. Line and column are zero-based. */
  completions(path: string, line: number, column: number): Promise<string[]> {
    return this.#run('completions', { path, line, column });
  }

  /** Returns the hover text at a position of a file. */
  hovers(path: string, line: number, column: number): Promise<string[]> {
    return this.#run('hovers', { path, line, column });
  }

  problems(path: string): Promise<{ message: string; line: number; column: number }[]> {
    return this.#run('problems', path);
  }

  #run<T>(action: string, argument: unknown): Promise<T> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#outcomes.set(id, ({ value, error }) => (error ? reject(new ConsumerError(error)) : resolve(value as T)));
      this.#commands.push({ id, action, argument });
      this.#sendNext();
    });
  }

  #sendNext(): void {
    const command = this.#waiting ? this.#commands.shift() : undefined;
    if (command) {
      this.#waiting?.end(JSON.stringify(command));
      this.#waiting = undefined;
    }
  }
}

/** Calls the function repeatedly until it returns a value. Fails if it returns none within the time limit. */
export async function until<T>(awaited: string, poll: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 45_000;
  while (Date.now() < deadline) {
    const found = await poll();
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Timed out while waiting for ${awaited}.`);
}

export function textOf(parts: readonly ReceivedPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** Returns a user message with the specified text. */
export function question(text: string): { role: 'user'; parts: [{ type: 'text'; text: string }] } {
  return { role: 'user', parts: [{ type: 'text', text }] };
}
