import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, ndjson } from './fakeModels.js';

/** A response: a text, or a call to a tool. */
export type ScriptedResponse =
  string | { readonly tool: string; readonly arguments: Readonly<Record<string, unknown>> };

/** The fields of a chat request that the script uses. */
export interface OllamaRequest {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

const contextLength = 262_144;

/** A local HTTP server that simulates Ollama with one model. A function determines each response. */
export class ScriptedOllama {
  readonly #server: Server;
  readonly #model: string;
  readonly #respond: (request: OllamaRequest) => ScriptedResponse;

  private constructor(model: string, respond: (request: OllamaRequest) => ScriptedResponse) {
    this.#model = model;
    this.#respond = respond;
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(model: string, respond: (request: OllamaRequest) => ScriptedResponse): Promise<ScriptedOllama> {
    const started = new ScriptedOllama(model, respond);
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8');
    const name = this.#model;
    switch (request.url) {
      case '/api/version': {
        json(response, { version: '0.17.4' });
        return;
      }
      case '/api/tags': {
        json(response, { models: [{ name, model: name, details: { family: name.replace(/[-:].*/, '') } }] });
        return;
      }
      case '/api/show': {
        json(response, {
          capabilities: ['completion', 'tools'],
          model_info: { 'general.architecture': 'model', 'model.context_length': contextLength },
        });
        return;
      }
      case '/api/chat': {
        chat(response, this.#respond(JSON.parse(body) as OllamaRequest));
        return;
      }
      default:
        response.writeHead(404).end();
    }
  }
}

function chat(response: ServerResponse, scripted: ScriptedResponse): void {
  const parts =
    typeof scripted === 'string'
      ? (scripted.match(/\S*\s*/g) ?? []).filter((word) => word !== '').map((content) => ({ content }))
      : [{ content: '', tool_calls: [{ function: { name: scripted.tool, arguments: scripted.arguments } }] }];
  const lines = [
    ...parts.map((part) => ({ message: { role: 'assistant', ...part }, done: false })),
    {
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 412,
      eval_count: parts.length,
    },
  ];
  ndjson(response, lines);
}
