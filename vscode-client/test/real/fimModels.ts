import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The body of a request to `/infill`, as defined by the llama.cpp server. */
export interface InfillBody {
  readonly input_prefix: string;
  readonly input_suffix: string;
  /** The part of the line before the cursor. */
  readonly prompt?: string;
  readonly input_extra?: readonly { readonly filename: string; readonly text: string }[];
}

export interface SeenInfill {
  readonly body: InfillBody;
  /** All text before the cursor. */
  readonly prefix: string;
  /** When the request arrived, in milliseconds of `performance.now()`. */
  readonly arrivedAt: number;
  /** When the client closed the connection before the end of the response; undefined if it did not. */
  closedAt?: number;
  done: boolean;
}

/** A part of a response, sent after a delay. If the delay is infinite, the part is never sent. */
export interface ScriptedPart {
  readonly text: string;
  readonly afterMs?: number;
}

export interface SeenChat {
  readonly model: string;
  readonly text: string;
  closed: boolean;
}

/** A local server that completes code like the llama.cpp server and responds to chats, as scripted by the test. */
export class FimModels {
  readonly infills: SeenInfill[] = [];
  readonly chats: SeenChat[] = [];
  /** Returns the suggestion after a prefix. */
  script: (prefix: string, suffix: string) => readonly ScriptedPart[] = () => [];
  /** The response to a chat request. */
  response: readonly ScriptedPart[] = [{ text: 'Hello.' }];
  /** The status code of all responses to `/infill`, if it is not 200. */
  failWith: number | undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#respond(request, response));
  }

  static async start(): Promise<FimModels> {
    const models = new FimModels();
    await new Promise<void>((resolve) => models.#server.listen(0, '127.0.0.1', resolve));
    return models;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedAt = performance.now();
    const text = Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8');
    switch (request.url) {
      case '/v1/models': {
        json(response, { object: 'list', data: [{ id: 'qwen2.5-coder', object: 'model' }] });
        return;
      }
      case '/infill':
        return this.#infill(response, JSON.parse(text) as InfillBody, arrivedAt);
      case '/v1/chat/completions':
        return this.#chat(response, text);
      default: {
        json(response, { error: { message: `No such path: ${request.url}` } }, 404);
        return;
      }
    }
  }

  async #infill(response: ServerResponse, body: InfillBody, arrivedAt: number): Promise<void> {
    const prefix = body.input_prefix + (body.prompt ?? '');
    const seen: SeenInfill = { body, prefix, arrivedAt, done: false };
    this.infills.push(seen);
    response.once('close', () => !seen.done && (seen.closedAt = performance.now()));
    if (this.failWith !== undefined) {
      seen.done = true;
      json(response, { error: { message: 'Out of memory.' } }, this.failWith);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const { text, afterMs = 0 } of this.script(prefix, body.input_suffix)) {
      if (!(await passed(afterMs, response))) {
        return;
      }
      response.write(event({ content: text, stop: false }));
    }
    seen.done = true;
    response.end(event({ content: '', stop: true, stop_type: 'eos', tokens_evaluated: 9, tokens_predicted: 3 }));
  }

  async #chat(response: ServerResponse, text: string): Promise<void> {
    const { model, messages } = JSON.parse(text) as { model: string; messages: readonly unknown[] };
    const seen: SeenChat = { model, text: JSON.stringify(messages), closed: false };
    this.chats.push(seen);
    let done = false;
    response.once('close', () => (seen.closed = !done));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const { text: content, afterMs = 0 } of this.response) {
      if (!(await passed(afterMs, response))) {
        return;
      }
      response.write(event({ choices: [{ index: 0, delta: { content } }] }));
    }
    done = true;
    response.end(`${event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}data: [DONE]\n\n`);
  }
}

/** Waits. Returns false if the client disconnected in the meantime. */
async function passed(ms: number, response: ServerResponse): Promise<boolean> {
  if (ms > 0) {
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
      response.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  return !response.destroyed && !response.writableEnded;
}

function event(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
