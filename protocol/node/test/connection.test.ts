import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, test } from 'node:test';
import {
  createMessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import {
  OpenLlmConnection,
  OpenLlmError,
  type ChatEvent,
  type ChatParams,
  type ChatResult,
  type InlineCompletionParams,
} from '../src/index.js';

const result: ChatResult = {
  model: 'echo/echo',
  finishReason: 'stop',
  finishReasonRaw: '',
  usage: {},
  timing: { totalMs: 1 },
};

describe('a connection', () => {
  let toServer: PassThrough;
  let toClient: PassThrough;
  let server: MessageConnection;
  let connection: OpenLlmConnection;
  const stored = new Map<string, string>();

  beforeEach(() => {
    toServer = new PassThrough();
    toClient = new PassThrough();
    server = createMessageConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
    server.listen();
    stored.clear();
    connection = OpenLlmConnection.overStreams(toClient, toServer, {
      secretStorage: {
        get: async (key) => stored.get(key),
        set: async (key, value) => {
          if (value === undefined) {
            stored.delete(key);
          } else {
            stored.set(key, value);
          }
        },
      },
      confirmHost: async ({ origin }) => origin === 'https://good.example.com',
      authToken: async ({ account }) => (account === 'microsoft' ? 'a-token' : undefined),
      updateSettings: async ({ settings }) => settings.forEach(({ name, value }) => stored.set(name, String(value))),
    });
  });

  afterEach(() => {
    connection.dispose();
    server.dispose();
  });

  test('hands the events of a chat over in order and before the result', async () => {
    server.onRequest('chat/start', async (params: ChatParams) => {
      for (let index = 0; index < 100; index++) {
        await server.sendNotification('$/progress', {
          token: params.progressToken,
          value: { type: 'text', text: String(index) },
        });
      }
      return result;
    });
    const seen: string[] = [];
    await connection.chat(
      { model: 'echo/echo' },
      { onEvent: (event) => seen.push(event.type === 'text' ? event.text : event.type) },
    );
    assert.deepEqual(
      seen,
      Array.from({ length: 100 }, (_, index) => String(index)),
    );
  });

  test('hands the accepted lines of a completion over before its text', async () => {
    server.onRequest('completion/inline', async (params: InlineCompletionParams) => {
      for (const text of ['a();', '\n  b();']) {
        await server.sendNotification('$/progress', { token: params.progressToken, value: { type: 'text', text } });
      }
      return { ...result, text: 'a();\n  b();\n  c();' };
    });
    const lines: string[] = [];
    const completion = await connection.completeInline(
      { model: '', prefix: '{', suffix: '}' },
      { onEvent: (event) => lines.push(event.type === 'text' ? event.text : event.type) },
    );
    assert.deepEqual(lines, ['a();', '\n  b();']);
    assert.ok(completion.text.startsWith(lines.join('')));
  });

  test('keeps two chats apart', async () => {
    server.onRequest('chat/start', async (params: ChatParams) => {
      await server.sendNotification('$/progress', {
        token: params.progressToken,
        value: { type: 'text', text: params.model },
      });
      return { ...result, model: params.model };
    });
    const texts = (model: string): Promise<ChatEvent[]> => eventsOf(connection.stream({ model }));
    assert.deepEqual(await Promise.all([texts('a/a'), texts('b/b')]), [
      [{ type: 'text', text: 'a/a' }],
      [{ type: 'text', text: 'b/b' }],
    ]);
  });

  test('tells the server when a chat is cancelled, and fails with kind cancelled', async () => {
    const cancelledAtServer = chatUntilCancelled(server);
    const cancellation = new AbortController();
    const chat = connection.chat(
      { model: 'echo/echo' },
      { signal: cancellation.signal, onEvent: () => cancellation.abort() },
    );
    await assert.rejects(chat, { name: 'OpenLlmError', kind: 'cancelled' });
    await cancelledAtServer;
  });

  test('does not wait for a server that does not answer a cancel', async () => {
    server.onRequest('models/list', () => new Promise(() => {}));
    const cancellation = new AbortController();
    const models = connection.models({}, { signal: cancellation.signal });
    cancellation.abort();
    await assert.rejects(models, { kind: 'cancelled' });
  });

  test('does not send a request that is cancelled already', async () => {
    const cancellation = AbortSignal.abort();
    await assert.rejects(connection.chat({ model: 'echo/echo' }, { signal: cancellation }), { kind: 'cancelled' });
  });

  test('cancels a chat whose loop was left', async () => {
    const cancelledAtServer = chatUntilCancelled(server);
    for await (const event of connection.stream({ model: 'echo/echo' })) {
      assert.equal(event.type, 'text');
      break;
    }
    await cancelledAtServer;
  });

  test('fails with what the server knows of a failure', async () => {
    const info = { kind: 'rate_limited', message: 'Too many requests.', hint: 'Wait 20 s.', retryAfterMs: 20000 };
    server.onRequest('chat/start', () => new ResponseError(-32000, 'Too many requests.', info));
    await assert.rejects(connection.chat({ model: 'openai/gpt-5' }), (error: unknown) => {
      assert(error instanceof OpenLlmError);
      assert.deepEqual(error.info, info);
      assert.equal(error.message, 'Too many requests.');
      return true;
    });
  });

  test('ends a loop over a failed answer with the error', async () => {
    const info = { kind: 'network', message: 'Cannot reach localhost:11434.' };
    server.onRequest('chat/start', () => new ResponseError(-32000, info.message, info));
    await assert.rejects(eventsOf(connection.stream({ model: 'ollama/x' })), { kind: 'network' });
  });

  test('fails running requests when the server goes away', async () => {
    server.onRequest('chat/start', () => {
      toClient.end();
      return new Promise<ChatResult>(() => {});
    });
    await assert.rejects(connection.chat({ model: 'echo/echo' }), {
      kind: 'internal',
      message: 'The Open LLM server stopped before it responded.',
    });
  });

  test('fails a request made after the end', async () => {
    const ended = new Promise<void>((resolve) => connection.onEnd(resolve));
    toClient.end();
    await ended;
    await assert.rejects(connection.models(), { name: 'OpenLlmError', kind: 'internal' });
  });

  test('reads and writes its secret storage for the server', async () => {
    await server.sendRequest('secretStorage/set', { key: 'openai', value: 'sk-1' });
    assert.deepEqual(await server.sendRequest('secretStorage/get', { key: 'openai' }), {
      key: 'openai',
      value: 'sk-1',
    });
    await server.sendRequest('secretStorage/set', { key: 'openai' });
    assert.deepEqual(await server.sendRequest('secretStorage/get', { key: 'openai' }), { key: 'openai' });
  });

  test('asks its person for the server whether a key may go to a host', async () => {
    const question = { provider: 'work', place: 'keychain', fromWorkspace: true };
    const answer = (origin: string): Promise<unknown> =>
      server.sendRequest('secrets/confirmHost', { ...question, origin });
    assert.deepEqual(await answer('https://good.example.com'), { agreed: true });
    assert.deepEqual(await answer('https://other.example.com'), { agreed: false });
  });

  test('gives the server a token of its person’s account', async () => {
    const answer = (account: string): Promise<unknown> =>
      server.sendRequest('auth/token', { account, scopes: ['s'], interactive: false });
    assert.deepEqual(await answer('microsoft'), { token: 'a-token' });
    assert.deepEqual(await answer('other'), {});
  });

  test('asks a client that is an object of a class with its own state', async () => {
    class Trusting {
      readonly #trusted = 'https://good.example.com';

      async confirmHost({ origin }: { origin: string }): Promise<boolean> {
        return origin === this.#trusted;
      }
    }
    connection.dispose();
    const [toOther, fromOther] = [new PassThrough(), new PassThrough()];
    const other = createMessageConnection(new StreamMessageReader(fromOther), new StreamMessageWriter(toOther));
    other.listen();
    connection = OpenLlmConnection.overStreams(toOther, fromOther, new Trusting());
    const question = { provider: 'work', place: 'keychain', fromWorkspace: true, origin: 'https://good.example.com' };
    assert.deepEqual(await other.sendRequest('secrets/confirmHost', question), { agreed: true });
    other.dispose();
  });

  test('writes its settings for the server', async () => {
    await server.sendRequest('settings/update', { level: 'user', settings: [{ name: 'defaultModel', value: 'a/b' }] });
    assert.equal(stored.get('defaultModel'), 'a/b');
  });

  test('sends a method without params without params', async () => {
    const methods: unknown[] = [];
    server.onRequest('shutdown', (...args: unknown[]) => {
      methods.push(args.length);
      return {};
    });
    const exited = new Promise<void>((resolve) => server.onNotification('exit', () => resolve()));
    await connection.shutdown();
    await exited;
    // The only argument is the cancellation token, which the library always passes.
    assert.deepEqual(methods, [1]);
  });
});

/**
 * Handles a chat request by sending one event and then waiting for a cancellation. The promise resolves when the
 * request is canceled.
 */
function chatUntilCancelled(server: MessageConnection): Promise<void> {
  return new Promise((resolve) => {
    server.onRequest('chat/start', async (params: ChatParams, token: CancellationToken) => {
      await server.sendNotification('$/progress', {
        token: params.progressToken,
        value: { type: 'text', text: 'one' },
      });
      return new Promise<ResponseError>((answer) => {
        token.onCancellationRequested(() => {
          resolve();
          answer(new ResponseError(-32800, 'cancelled'));
        });
      });
    });
  });
}

async function eventsOf(answer: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of answer) {
    events.push(event);
  }
  return events;
}
