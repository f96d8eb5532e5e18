import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The only API key that the locked models accept. */
export const goodKey = 'canary-4f9c2d7e81b6';

/** An API key that is rejected and quoted in the error message. */
export const wrongKey = 'canary-0a5b8e3f97d1';

/** The content of the file that the model creates in agent mode. */
export const fileContent = 'Grüße from a model on this machine.\n';

interface ChatBody {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly {
    readonly role: string;
    readonly content?: string | readonly { type: string; text?: string; image_url?: { url: string } }[];
  }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

/** The data of a request that the tests check. */
export interface SeenRequest {
  readonly path: string;
  readonly host: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** A local HTTP server that simulates an OpenAI-compatible server below `/v1` and an Ollama server at the root. */
export class FakeModels {
  readonly requests: SeenRequest[] = [];
  /** The path of the file that the model creates in agent mode. */
  fileToCreate = '';
  readonly #server: Server;
  #closed: (at: number) => void = () => {};
  #endless: (end: () => void) => void = () => {};

  private constructor() {
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(): Promise<FakeModels> {
    const models = new FakeModels();
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

  /** Waits until the connection of the next endless response is closed. Returns the time in milliseconds since 1970. */
  nextClosed(): Promise<number> {
    return new Promise((resolve) => (this.#closed = resolve));
  }

  /** Waits until the next endless response has begun. Returns a function that ends the response. */
  nextEndless(): Promise<() => void> {
    return new Promise((resolve) => (this.#endless = resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8');
    const body = text === '' ? undefined : (JSON.parse(text) as ChatBody);
    const path = request.url ?? '';
    this.requests.push({ path, host: request.headers.host, authorization: request.headers.authorization, body });
    this.#respond(request, response, path, body);
  }

  #respond(request: IncomingMessage, response: ServerResponse, path: string, body: ChatBody | undefined): void {
    switch (path) {
      case '/v1/models':
        return json(response, { object: 'list', data: [{ id: 'small', object: 'model' }] });
      case '/v1/chat/completions':
        if (body) {
          this.#chat(request, response, body);
        }
        return;
      case '/locked/v1/models':
      case '/locked/v1/chat/completions':
        return request.headers.authorization?.endsWith(goodKey)
          ? this.#unlocked(response, path)
          : rejectKey(response, request.headers.authorization);
      case '/html/v1/chat/completions':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome</body></html>');
      case '/silent/v1/chat/completions':
        return void request.socket.destroy();
      case '/api/version':
        return json(response, { version: '0.12.0' });
      case '/api/tags':
        return json(response, { models: [{ name: 'llama:8b', model: 'llama:8b', details: { family: 'llama' } }] });
      case '/api/show':
        return json(response, {
          capabilities: ['completion', 'tools'],
          model_info: { 'general.architecture': 'llama', 'llama.context_length': 16_384 },
        });
      case '/api/chat':
        return ndjson(response, [
          { message: { role: 'assistant', content: 'Hello from ' }, done: false },
          { message: { role: 'assistant', content: 'Ollama.' }, done: false },
          {
            message: { role: 'assistant', content: '' },
            done: true,
            done_reason: 'stop',
            prompt_eval_count: 7,
            eval_count: 3,
          },
        ]);
      default:
        return json(response, { error: { message: `No such path: ${path}` } }, 404);
    }
  }

  #unlocked(response: ServerResponse, path: string): void {
    if (path.endsWith('/models')) {
      json(response, { object: 'list', data: [{ id: 'secret', object: 'model' }] });
    } else {
      sendText(response, ['The API key ', 'is valid.']);
    }
  }

  #chat(request: IncomingMessage, response: ServerResponse, body: ChatBody): void {
    const last = body.messages.at(-1);
    const prompt = textOf(last?.content);
    const tools = new Set(body.tools?.map((tool) => tool.function.name));
    const result = body.messages.find(({ role }) => role === 'tool');
    if (prompt === 'Write a story that never ends.') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ choices: [{ index: 0, delta: { content: 'Once upon ' } }] }));
      request.socket.once('close', () => this.#closed(Date.now()));
      this.#endless(() => response.end(lastChunks({ content: 'a time.' })));
    } else if (imageOf(last?.content) !== undefined) {
      sendText(response, [`The image has ${imageOf(last?.content)} bytes.`]);
    } else if (tools.has('create_file') && !result) {
      sendToolCall(response, 'create_file', { filePath: this.fileToCreate, content: fileContent });
    } else if (tools.has('get_weather') && !result) {
      sendToolCall(response, 'get_weather', { city: 'Zürich' });
    } else if (tools.has('create_file')) {
      sendText(response, ['I created `hello.txt`. ', 'It contains a greeting ', 'from this machine.']);
    } else if (result) {
      sendText(response, [`The tool returned: ${textOf(result.content).slice(0, 200)}`]);
    } else if (prompt === 'Write a function that formats a duration.') {
      sendText(response, [
        'This function formats a duration:\n\n',
        '```ts\nexport function format(minutes: number): string {\n',
        '  return `${minutes} minutes`;\n}\n```\n',
      ]);
    } else {
      sendText(response, ['Grüße ', 'from ', 'the ', 'local ', 'server.']);
    }
  }
}

function textOf(content: ChatBody['messages'][number]['content']): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('');
}

/** Returns the size of the image in a message in bytes, or undefined if there is no image. */
function imageOf(content: ChatBody['messages'][number]['content']): number | undefined {
  const image = typeof content === 'string' ? undefined : content?.find(({ image_url }) => image_url);
  const data = image?.image_url?.url.split('base64,')[1];
  return data === undefined ? undefined : Buffer.from(data, 'base64').length;
}

function sendText(response: ServerResponse, texts: readonly string[]): void {
  sendChunks(response, [
    ...texts.map((content) => ({ choices: [{ index: 0, delta: { content } }] })),
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  ]);
}

function sendToolCall(response: ServerResponse, name: string, args: object): void {
  const text = JSON.stringify(args);
  const half = Math.floor(text.length / 2);
  const delta = (fields: object): object => ({
    choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...fields }] } }],
  });
  sendChunks(response, [
    delta({ id: 'call_1', type: 'function', function: { name, arguments: '' } }),
    delta({ function: { arguments: text.slice(0, half) } }),
    delta({ function: { arguments: text.slice(half) } }),
    { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
  ]);
}

function sendChunks(response: ServerResponse, chunks: readonly object[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(chunks.map(event).join('') + lastEvents);
}

function lastChunks(delta: object): string {
  return event({ choices: [{ index: 0, delta, finish_reason: 'stop' }] }) + lastEvents;
}

function event(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

const lastEvents =
  event({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 5, total_tokens: 16 } }) + 'data: [DONE]\n\n';

export function ndjson(response: ServerResponse, lines: readonly object[]): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Rejects a request and, as some providers do, quotes the API key. */
function rejectKey(response: ServerResponse, authorization = ''): void {
  json(response, { error: { message: `Incorrect API key provided: ${authorization}.`, code: 'invalid_api_key' } }, 401);
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
