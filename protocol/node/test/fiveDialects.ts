import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embeddingsFor } from './embeddings.js';

/** The content of a request in any dialect that determines the response. */
interface ChatRequest {
  /**
   * The complete request as text, in which images and tool results can be detected without a parser for each dialect.
   */
  readonly raw: string;
  readonly hasTools: boolean;
  readonly streamed: boolean;
}

type ModelOutput =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'tool' } | { readonly kind: 'rejected' };

interface Dialect {
  /** Returns whether a request to this path is a chat request in this dialect. */
  matches(path: string): boolean;
  streamed(path: string, body: Record<string, unknown>): boolean;
  /** Returns the frames of a stream exactly as they are sent. */
  frames(output: ModelOutput): readonly string[];
  unstreamed(output: ModelOutput): unknown;
  error(message: string): unknown;
}

const toolArguments = { a: 2, b: 3 };

/** Starts a server that simulates one provider for each of the five dialects. The path identifies the provider. */
export async function startFiveDialects(): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const dialect = request.method === 'POST' ? dialects.find((candidate) => candidate.matches(path)) : undefined;
  request.setEncoding('utf8');
  let raw = '';
  for await (const chunk of request) {
    raw += String(chunk);
  }
  const vectors =
    request.method === 'POST' ? embeddingsFor(path, JSON.parse(raw) as Record<string, unknown>) : undefined;
  if (vectors) {
    response.writeHead(vectors.status, { 'content-type': 'application/json' }).end(JSON.stringify(vectors.body));
    return;
  }
  if (!dialect) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"Not found."}}');
    return;
  }
  const body = JSON.parse(raw) as Record<string, unknown>;
  const streamed = dialect.streamed(path, body);
  const output = outputFor({ raw, hasTools: 'tools' in body, streamed });
  if (output.kind === 'rejected') {
    response
      .writeHead(401, { 'content-type': 'application/json' })
      .end(JSON.stringify(dialect.error(authenticationError(request))));
  } else if (streamed) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    dialect.frames(output).forEach((frame) => response.write(frame));
    response.end();
  } else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(dialect.unstreamed(output)));
  }
}

/** Returns the error for a rejected request. As some providers do, it quotes the API key. */
function authenticationError({ headers, url }: IncomingMessage): string {
  return `Incorrect API key provided. ${JSON.stringify(headers)} ${url}`;
}

function outputFor({ raw, hasTools }: ChatRequest): ModelOutput {
  if (raw.includes('Return an authentication error.')) {
    return { kind: 'rejected' };
  }
  if (raw.includes('The result is 5.')) {
    return { kind: 'text', text: 'The sum is 5.' };
  }
  if (raw.includes('Return the sum as JSON.')) {
    return { kind: 'text', text: '{"sum": 5}' };
  }
  if (raw.includes('iVBORw0KGgo')) {
    return { kind: 'text', text: 'The image shows a single pixel.' };
  }
  return hasTools ? { kind: 'tool' } : { kind: 'text', text: 'Grüße 👋' };
}

const sse = (value: unknown, event?: string): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(value)}\n\n`;

/** Splits a text into two chunks, so it can be streamed. */
const halves = (text: string): [string, string] => [text.slice(0, 3), text.slice(3)];

const openAiChat: Dialect = {
  matches: (path) => path.endsWith('/chat/completions'),
  streamed: (_path, body) => body['stream'] === true,
  frames: (output) => [
    ...(output.kind === 'text'
      ? halves(output.text).map((content) => sse({ choices: [{ index: 0, delta: { content } }] }))
      : [sse({ choices: [{ index: 0, delta: { tool_calls: [chatCall()] } }] })]),
    sse({ choices: [{ index: 0, delta: {}, finish_reason: output.kind === 'tool' ? 'tool_calls' : 'stop' }] }),
    sse({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } }),
    'data: [DONE]\n\n',
  ],
  unstreamed: (output) => ({
    choices: [
      {
        index: 0,
        message:
          output.kind === 'text'
            ? { role: 'assistant', content: output.text }
            : { role: 'assistant', tool_calls: [chatCall()] },
        finish_reason: output.kind === 'tool' ? 'tool_calls' : 'stop',
      },
    ],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
  }),
  error: (message) => ({ error: { message, type: 'invalid_request_error', code: 'invalid_api_key' } }),
};

function chatCall(): object {
  return {
    index: 0,
    id: 'call_1',
    type: 'function',
    function: { name: 'add', arguments: JSON.stringify(toolArguments) },
  };
}

const openAiResponses: Dialect = {
  matches: (path) => path.endsWith('/responses'),
  streamed: (_path, body) => body['stream'] === true,
  frames: (output) => {
    const response = responsesBody(output);
    const item = response.output[0];
    const deltas =
      output.kind === 'text'
        ? halves(output.text).map((delta) =>
            sse({ type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta }),
          )
        : [];
    return [
      sse({ type: 'response.created', response: { ...response, status: 'in_progress', output: [] } }),
      sse({ type: 'response.output_item.added', output_index: 0, item }),
      ...deltas,
      sse({ type: 'response.output_item.done', output_index: 0, item }),
      sse({ type: 'response.completed', response }),
    ];
  },
  unstreamed: (output) => responsesBody(output),
  error: (message) => ({ error: { message, type: 'invalid_request_error', code: 'invalid_api_key' } }),
};

function responsesBody(output: ModelOutput): { output: object[] } {
  const item =
    output.kind === 'text'
      ? {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: output.text, annotations: [] }],
        }
      : {
          id: 'fc_1',
          type: 'function_call',
          call_id: 'call_1',
          name: 'add',
          arguments: JSON.stringify(toolArguments),
          status: 'completed',
        };
  const response = { id: 'resp_1', object: 'response', status: 'completed', output: [item] };
  return { ...response, ...{ usage: { input_tokens: 7, output_tokens: 3, total_tokens: 10 } } };
}

const anthropicMessages: Dialect = {
  matches: (path) => path.endsWith('/messages'),
  streamed: (_path, body) => body['stream'] === true,
  frames: (output) => {
    const block =
      output.kind === 'text' ? { type: 'text', text: '' } : { type: 'tool_use', id: 'toolu_1', name: 'add', input: {} };
    const deltas =
      output.kind === 'text'
        ? halves(output.text).map((text) => ({ type: 'text_delta', text }))
        : [{ type: 'input_json_delta', partial_json: JSON.stringify(toolArguments) }];
    return [
      sse(
        {
          type: 'message_start',
          message: { id: 'msg_1', role: 'assistant', content: [], usage: { input_tokens: 7, output_tokens: 1 } },
        },
        'message_start',
      ),
      sse({ type: 'content_block_start', index: 0, content_block: block }, 'content_block_start'),
      ...deltas.map((delta) => sse({ type: 'content_block_delta', index: 0, delta }, 'content_block_delta')),
      sse({ type: 'content_block_stop', index: 0 }, 'content_block_stop'),
      sse(
        {
          type: 'message_delta',
          delta: { stop_reason: output.kind === 'tool' ? 'tool_use' : 'end_turn' },
          usage: { output_tokens: 3 },
        },
        'message_delta',
      ),
      sse({ type: 'message_stop' }, 'message_stop'),
    ];
  },
  unstreamed: (output) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [
      output.kind === 'text'
        ? { type: 'text', text: output.text }
        : { type: 'tool_use', id: 'toolu_1', name: 'add', input: toolArguments },
    ],
    stop_reason: output.kind === 'tool' ? 'tool_use' : 'end_turn',
    usage: { input_tokens: 7, output_tokens: 3 },
  }),
  error: (message) => ({ type: 'error', error: { type: 'authentication_error', message } }),
};

const gemini: Dialect = {
  matches: (path) => /:(streamGenerateContent|generateContent)$/.test(path),
  streamed: (path) => path.endsWith(':streamGenerateContent'),
  frames: (output) => {
    const parts =
      output.kind === 'text'
        ? halves(output.text).map((text) => ({ text }))
        : [{ functionCall: { name: 'add', args: toolArguments } }];
    return parts.map((part, index) => sse(geminiResponse(part, index === parts.length - 1)));
  },
  unstreamed: (output) =>
    geminiResponse(
      output.kind === 'text' ? { text: output.text } : { functionCall: { name: 'add', args: toolArguments } },
      true,
    ),
  error: (message) => ({ error: { code: 401, message, status: 'UNAUTHENTICATED' } }),
};

function geminiResponse(part: object, last: boolean): object {
  return {
    candidates: [{ content: { role: 'model', parts: [part] }, ...(last ? { finishReason: 'STOP' } : {}) }],
    usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 3, totalTokenCount: 10 },
  };
}

const ollamaChat: Dialect = {
  matches: (path) => path.endsWith('/api/chat'),
  streamed: (_path, body) => body['stream'] !== false,
  frames: (output) =>
    [
      ...(output.kind === 'text'
        ? halves(output.text).map((content) => ({ message: { role: 'assistant', content }, done: false }))
        : [
            {
              message: {
                role: 'assistant',
                content: '',
                tool_calls: [{ function: { name: 'add', arguments: toolArguments } }],
              },
              done: false,
            },
          ]),
      {
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        prompt_eval_count: 7,
        eval_count: 3,
      },
    ].map((line) => `${JSON.stringify(line)}\n`),
  unstreamed: (output) => ({
    message:
      output.kind === 'text'
        ? { role: 'assistant', content: output.text }
        : { role: 'assistant', content: '', tool_calls: [{ function: { name: 'add', arguments: toolArguments } }] },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 7,
    eval_count: 3,
  }),
  error: (message) => ({ error: message }),
};

const dialects: readonly Dialect[] = [openAiChat, openAiResponses, anthropicMessages, gemini, ollamaChat];

/** The dialects, and the path that follows the address in each provider's base URL. */
export const dialectBases: Readonly<Record<string, string>> = {
  'openai-chat': '/v1',
  'openai-responses': '/v1',
  'anthropic-messages': '/v1',
  gemini: '/v1beta',
  'ollama-chat': '',
};
