import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface PacedModel {
  /** The time before the first word, in milliseconds. */
  readonly firstMs: number;
  /** The time between words, in milliseconds. */
  readonly wordMs: number;
  readonly answer: string;
}

/** A prompt to which the response of every model is endless. */
export const endlessPrompt = 'Count to infinity.';

const models: Readonly<Record<string, PacedModel>> = {
  'coder-8b': {
    firstMs: 120,
    wordMs: 12,
    answer: `A **race condition** occurs when the result depends on which thread runs first.

\`\`\`java
if (!map.containsKey(key)) {
  map.put(key, load(key)); // two threads can reach this line
}
\`\`\`

Use \`computeIfAbsent\`, which performs both operations atomically.`,
  },
  'writer-4b': {
    firstMs: 60,
    wordMs: 20,
    answer: `A race condition occurs when the result depends on which thread runs first. Two threads both see that a value is
missing, and both write it: the second overwrites the first.`,
  },
  'thinker-70b': {
    firstMs: 400,
    wordMs: 35,
    answer: `A **race condition** occurs when the result depends on which thread runs first.

1. Thread A reads the counter: 41.
2. Thread B reads the counter: 41.
3. Both write 42, and one increment is lost.

A lock, or an atomic increment, prevents the lost update.`,
  },
  'tiny-1b': {
    firstMs: 30,
    wordMs: 8,
    answer: 'When two threads change the same data without synchronization, the result depends on timing.',
  },
};

/** A local OpenAI-compatible server whose models respond at different speeds. */
export class PacedModels {
  readonly #server: Server;
  /** The number of endless responses that are being sent. */
  endless = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(): Promise<PacedModels> {
    const started = new PacedModels();
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  /** The names of the models. */
  static get names(): readonly string[] {
    return Object.keys(models);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8');
    if (!request.url?.endsWith('/chat/completions')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: PacedModels.names.map((id) => ({ id, object: 'model' })) }));
      return;
    }
    const { model, messages } = JSON.parse(text) as { model: string; messages: { content: string }[] };
    const paced = models[model];
    if (!paced) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `The model ${model} does not exist.` } }));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (messages.at(-1)?.content === endlessPrompt) {
      this.endless++;
      response.once('close', () => this.endless--);
      response.write(event({ choices: [{ index: 0, delta: { content: 'One, two, ' } }] }));
      return;
    }
    await sleep(paced.firstMs);
    const words = paced.answer.split(/(?<=\s)(?=\S)/);
    for (const content of words) {
      response.write(event({ choices: [{ index: 0, delta: { content } }] }));
      await sleep(paced.wordMs);
    }
    const usage = { prompt_tokens: 24, completion_tokens: Math.round(words.length * 1.4), total_tokens: 0 };
    response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }));
    response.end(`${event({ choices: [], usage })}data: [DONE]\n\n`);
  }
}

function event(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
