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
      authToken: async ({ account }) => (account === 'microsoft' ? 'access-token' : undefined),
      updateSettings: async ({ settings }) => settings.forEach(({ name, value }) => stored.set(name, String(value))),
    });
  });

  afterEach(() => {
    connection.dispose();
    server.dispose();
  });

  test('delivers chat events in order, before the result', async () => {
    server.onRequest('chat/start', async (params: ChatParams) => {
      for (let index = 0; index < 100; index++) {
        await server.sendNotification('$/progress', {
          token: params.progressToken,
          value: { type: 'text', text: String(index) },
        });
      }
      return result;
    });
    const received: string[] = [];
    await connection.chat(
      { model: 'echo/echo' },
      { onEvent: (event) => received.push(event.type === 'text' ? event.text : event.type) },
    );
    assert.deepEqual(
      received,
      Array.from({ length: 100 }, (_, index) => String(index)),
    );
  });

  test('delivers the streamed lines of a completion before the complete text', async () => {
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

  test('does not mix the events of concurrent chats', async () => {
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

  test('notifies the server when a chat is canceled, and rejects the chat with kind cancelled', async () => {
    const cancelledAtServer = chatUntilCancelled(server);
    const cancellation = new AbortController();
    const chat = connection.chat(
      { model: 'echo/echo' },
      { signal: cancellation.signal, onEvent: () => cancellation.abort() },
    );
    await assert.rejects(chat, { name: 'OpenLlmError', kind: 'cancelled' });
    await cancelledAtServer;
  });

  test('rejects a canceled request immediately, even if the server does not respond', async () => {
    server.onRequest('models/list', () => new Promise(() => {}));
    const cancellation = new AbortController();
    const models = connection.models({}, { signal: cancellation.signal });
    cancellation.abort();
    await assert.rejects(models, { kind: 'cancelled' });
  });

  test('does not send a request that is already canceled', async () => {
    const cancellation = AbortSignal.abort();
    await assert.rejects(connection.chat({ model: 'echo/echo' }, { signal: cancellation }), { kind: 'cancelled' });
  });

  test('cancels a chat when the caller stops iterating over its events', async () => {
    const cancelledAtServer = chatUntilCancelled(server);
    for await (const event of connection.stream({ model: 'echo/echo' })) {
      assert.equal(event.type, 'text');
      break;
    }
    await cancelledAtServer;
  });

  test('rejects a failed chat with the error details from the server', async () => {
    const info = { kind: 'rate_limited', message: 'Too many requests.', hint: 'Wait 20 s.', retryAfterMs: 20000 };
    server.onRequest('chat/start', () => new ResponseError(-32000, 'Too many requests.', info));
    await assert.rejects(connection.chat({ model: 'openai/gpt-5' }), (error: unknown) => {
      assert(error instanceof OpenLlmError);
      assert.deepEqual(error.info, info);
      assert.equal(error.message, 'Too many requests.');
      return true;
    });
  });

  test('throws the error of a failed chat while its events are iterated', async () => {
    const info = { kind: 'network', message: 'Cannot reach localhost:11434.' };
    server.onRequest('chat/start', () => new ResponseError(-32000, info.message, info));
    await assert.rejects(eventsOf(connection.stream({ model: 'ollama/x' })), { kind: 'network' });
  });

  test('rejects pending requests when the server exits', async () => {
    server.onRequest('chat/start', () => {
      toClient.end();
      return new Promise<ChatResult>(() => {});
    });
    await assert.rejects(connection.chat({ model: 'echo/echo' }), {
      kind: 'internal',
      message: 'The Open LLM server stopped before it responded.',
    });
  });

  test('rejects requests made after the connection has ended', async () => {
    const ended = new Promise<void>((resolve) => connection.onEnd(resolve));
    toClient.end();
    await ended;
    await assert.rejects(connection.models(), { name: 'OpenLlmError', kind: 'internal' });
  });

  test('gives the server read and write access to the client’s secret storage', async () => {
    await server.sendRequest('secretStorage/set', { key: 'openai', value: 'sk-1' });
    assert.deepEqual(await server.sendRequest('secretStorage/get', { key: 'openai' }), {
      key: 'openai',
      value: 'sk-1',
    });
    await server.sendRequest('secretStorage/set', { key: 'openai' });
    assert.deepEqual(await server.sendRequest('secretStorage/get', { key: 'openai' }), { key: 'openai' });
  });

  test('lets the server ask the user whether an API key may be sent to a host', async () => {
    const request = { provider: 'work', place: 'keychain', fromWorkspace: true };
    const confirm = (origin: string): Promise<unknown> =>
      server.sendRequest('secrets/confirmHost', { ...request, origin });
    assert.deepEqual(await confirm('https://good.example.com'), { agreed: true });
    assert.deepEqual(await confirm('https://other.example.com'), { agreed: false });
  });

  test('provides the server with an access token for the user’s account', async () => {
    const requestToken = (account: string): Promise<unknown> =>
      server.sendRequest('auth/token', { account, scopes: ['s'], interactive: false });
    assert.deepEqual(await requestToken('microsoft'), { token: 'access-token' });
    assert.deepEqual(await requestToken('other'), {});
  });

  test('calls the methods of a class instance, which can use private fields', async () => {
    class TrustingClient {
      readonly #trusted = 'https://good.example.com';

      async confirmHost({ origin }: { origin: string }): Promise<boolean> {
        return origin === this.#trusted;
      }
    }
    connection.dispose();
    const [toSecondClient, fromSecondClient] = [new PassThrough(), new PassThrough()];
    const secondServer = createMessageConnection(
      new StreamMessageReader(fromSecondClient),
      new StreamMessageWriter(toSecondClient),
    );
    secondServer.listen();
    connection = OpenLlmConnection.overStreams(toSecondClient, fromSecondClient, new TrustingClient());
    const request = { provider: 'work', place: 'keychain', fromWorkspace: true, origin: 'https://good.example.com' };
    assert.deepEqual(await secondServer.sendRequest('secrets/confirmHost', request), { agreed: true });
    secondServer.dispose();
  });

  test('lets the server update the client’s settings', async () => {
    await server.sendRequest('settings/update', { level: 'user', settings: [{ name: 'defaultModel', value: 'a/b' }] });
    assert.equal(stored.get('defaultModel'), 'a/b');
  });

  test('omits params from requests for methods without params', async () => {
    const argumentCounts: unknown[] = [];
    server.onRequest('shutdown', (...args: unknown[]) => {
      argumentCounts.push(args.length);
      return {};
    });
    const exited = new Promise<void>((resolve) => server.onNotification('exit', () => resolve()));
    await connection.shutdown();
    await exited;
    // The only argument is the cancellation token, which the library always passes.
    assert.deepEqual(argumentCounts, [1]);
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
      return new Promise<ResponseError>((respond) => {
        token.onCancellationRequested(() => {
          resolve();
          respond(new ResponseError(-32800, 'cancelled'));
        });
      });
    });
  });
}

async function eventsOf(stream: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of stream) {
    events.push(event);
  }
  return events;
}
