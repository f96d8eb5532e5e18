import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  connect,
  OpenLlmError,
  type CallToolParams,
  type CallToolResult,
  type OpenLlmConnection,
} from '../src/index.js';
import { runningServers } from '../src/runningServers.js';
import { launcher, notBuilt, ownWorld } from './ownWorld.js';

const weather = {
  name: 'get_weather',
  description: 'The weather of a city.',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
};

describe('a program that is connected to the server of an editor', { skip: notBuilt }, () => {
  const asked: string[] = [];
  let answer: boolean | undefined;
  let call: (params: CallToolParams, signal: AbortSignal) => Promise<CallToolResult>;
  let editor: OpenLlmConnection;
  let peer: OpenLlmConnection;

  before(async () => {
    const env = ownWorld();
    editor = await connect({
      command: launcher,
      env,
      clientName: 'vscode',
      settings: { user: { rpc: { enabled: true } } },
      client: {
        askPermission: async ({ consumer, permission, changes }) => {
          asked.push([`${consumer}: ${permission}`, ...(changes ?? [])].join(' '));
          return answer;
        },
        tools: { list: () => [weather], call: (params, signal) => call(params, signal) },
      },
    });
    while (runningServers(env).length === 0) {
      await editor.status(); // ensures that the settings were read and the server is listening
    }
    peer = await connect({ env });
  });
  after(async () => {
    await peer.shutdown();
    await editor.shutdown();
  });

  beforeEach(async () => {
    const { rules } = await editor.listAccess();
    if (rules.length > 0) {
      await editor.revokeAccess({ consumer: 'node' });
    }
    asked.length = 0;
    answer = true;
    call = async ({ arguments: { city } }) => ({
      content: [{ type: 'text', text: `${String(city)}: 18 °C` }],
      isError: false,
    });
  });

  test('lists its tools, as a chat takes them', async () => {
    assert.deepEqual((await peer.tools()).tools, [{ ...weather, dialectFields: {} }]);
  });

  test('lets a model use a tool of the editor', async () => {
    const { tools } = await peer.tools();
    const question = {
      role: 'user' as const,
      parts: [{ type: 'text' as const, text: '/tool get_weather {"city": "Oslo"}' }],
    };
    const model = 'echo/echo';
    let result: CallToolResult | undefined;
    for await (const event of peer.stream({ model, tools, messages: [question] })) {
      if (event.type === 'tool_call') {
        result = await peer.callTool({ name: event.name, arguments: event.arguments });
      }
    }
    assert.deepEqual(result, { content: [{ type: 'text', text: 'Oslo: 18 °C' }], isError: false });
    assert.deepEqual(asked, ['node: tools']);
  });

  test('is told what a tool failed with, as the tool’s result', async () => {
    call = async () => ({ content: [{ type: 'text', text: 'No such city.' }], isError: true });
    assert.equal((await peer.callTool({ name: 'get_weather', arguments: {} })).isError, true);
  });

  test('is told that the user declined the call', async () => {
    call = () => Promise.reject(OpenLlmError.of('permission', 'Declined.'));
    await assert.rejects(peer.callTool({ name: 'get_weather', arguments: {} }), {
      kind: 'permission',
      message: 'Declined.',
    });
  });

  test('stops the tool by cancelling the call', async () => {
    const cancellation = new AbortController();
    const stopped = new Promise<void>((resolve) => {
      call = (_params, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            resolve();
            reject(OpenLlmError.cancelled());
          });
          cancellation.abort();
        });
    });
    const running = peer.callTool({ name: 'get_weather', arguments: {} }, { signal: cancellation.signal });
    await assert.rejects(running, { kind: 'cancelled' });
    await stopped;
  });

  test('reads and changes configuration with the user’s consent, which is asked for once', async () => {
    const target = { store: 'native' as const, level: 'user' as const };
    const edits = [{ path: ['policies', 'retries'], value: 1 }];
    assert.equal((await peer.editConfig({ target, edits, preview: false })).changes.length, 1);
    const { values } = await peer.showConfig({ path: ['policies', 'retries'] });
    assert.equal(values[0]?.value, 1);
    assert.deepEqual(asked, ['node: configuration']);
  });

  test('changes where data goes only when the user approves exactly that, each time', async () => {
    const edit = (model: string): ReturnType<OpenLlmConnection['editConfig']> =>
      peer.editConfig({
        target: { store: 'native', level: 'user' },
        edits: [{ path: ['default_model'], value: model }],
        preview: false,
      });
    assert.equal((await edit('echo/echo')).changes.length, 1);
    answer = false;
    await assert.rejects(edit('openai/gpt-5'), {
      kind: 'permission',
      message: 'You did not allow node to make this change: default_model: echo/echo → openai/gpt-5.',
    });
    assert.equal((await peer.showConfig({ path: ['defaultModel'] })).values[0]?.value, 'echo/echo');
    assert.deepEqual(asked, [
      'node: configuration',
      'node: destinations default_model: not set → echo/echo',
      'node: destinations default_model: echo/echo → openai/gpt-5',
    ]);
  });

  test('may do neither when the user says no, and is not asked about again until that is revoked', async () => {
    answer = false;
    const hint = /`open-llm access revoke node`/;
    await assert.rejects(peer.showConfig(), { kind: 'permission', hint });
    await assert.rejects(peer.showConfig(), { kind: 'permission', hint });
    assert.equal(asked.length, 1);
  });

  test('is asked about again when the user said nothing', async () => {
    answer = undefined;
    await assert.rejects(peer.callTool({ name: 'get_weather', arguments: {} }), { kind: 'permission' });
    await assert.rejects(peer.callTool({ name: 'get_weather', arguments: {} }), { kind: 'permission' });
    assert.equal(asked.length, 2);
  });
});
