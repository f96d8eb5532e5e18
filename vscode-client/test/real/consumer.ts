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

interface Outcome {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { name: string; message: string; code?: string; stack?: string };
}

/** An error as the consuming extension saw it. */
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

/** The test's end of the consumer extension: hands it orders and waits for what comes of them. */
export class Consumer {
  readonly #server: Server;
  readonly #orders: object[] = [];
  readonly #outcomes = new Map<number, (outcome: Outcome) => void>();
  #waiting: ServerResponse | undefined;
  #nextId = 1;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<Consumer> {
    const consumer = new Consumer();
    await new Promise<void>((resolve) => consumer.#server.listen(0, '127.0.0.1', resolve));
    return consumer;
  }

  /** Where the extension fetches its orders. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  models(selector: object = { vendor: 'open-llm' }): Promise<ListedModel[]> {
    return this.#order('models', selector);
  }

  /** The models once one of this id is there. */
  modelsWith(id: string): Promise<ListedModel[]> {
    return until(`the model ${id} to appear`, async () => {
      const models = await this.models();
      return models.some((model) => model.id === id) ? models : undefined;
    });
  }

  send(request: {
    model: string;
    messages: readonly SentMessage[];
    tools?: readonly object[];
    toolMode?: number;
    cancelAtFirstPart?: boolean;
  }): Promise<{ parts: ReceivedPart[]; cancelledAt?: number }> {
    return this.#order('send', request);
  }

  /** The answer's text to a single question. */
  async ask(model: string, text: string): Promise<string> {
    const { parts } = await this.send({ model, messages: [{ role: 'user', parts: [{ type: 'text', text }] }] });
    return textOf(parts);
  }

  countTokens(vendor: string, id: string, texts: readonly string[]): Promise<{ counts: number[]; ms: number }> {
    return this.#order('countTokens', { vendor, id, texts });
  }

  command(name: string, argument?: unknown): Promise<unknown> {
    return this.#order('command', { name, argument });
  }

  setting(name: string, value: unknown): Promise<unknown> {
    return this.#order('setting', { name, value });
  }

  problems(path: string): Promise<{ message: string; line: number }[]> {
    return this.#order('problems', path);
  }

  #order<T>(action: string, argument: unknown): Promise<T> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#outcomes.set(id, ({ value, error }) => (error ? reject(new ConsumerError(error)) : resolve(value as T)));
      this.#orders.push({ id, action, argument });
      this.#handOut();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/next') {
      this.#waiting = response;
      response.on('close', () => this.#waiting === response && (this.#waiting = undefined));
      this.#handOut();
      return;
    }
    const chunks = await request.toArray();
    const outcome = JSON.parse(Buffer.concat(chunks as Buffer[]).toString('utf8')) as Outcome;
    this.#outcomes.get(outcome.id)?.(outcome);
    this.#outcomes.delete(outcome.id);
    response.end();
  }

  #handOut(): void {
    const order = this.#waiting ? this.#orders.shift() : undefined;
    if (order) {
      this.#waiting?.end(JSON.stringify(order));
      this.#waiting = undefined;
    }
  }
}

/** Asks again and again until there is an answer; fails when there is none in time. */
export async function until<T>(what: string, answer: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 45_000;
  while (Date.now() < deadline) {
    const found = await answer();
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain for ${what}.`);
}

export function textOf(parts: readonly ReceivedPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
