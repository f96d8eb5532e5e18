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
import { isolatedEnvironment, launcher, notBuilt } from './ownWorld.js';

const weather = {
  name: 'get_weather',
  description: 'Returns the current weather in a city.',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
};

describe('a program connected to an editor’s server', { skip: notBuilt }, () => {
  const prompts: string[] = [];
  let decision: boolean | undefined;
  let call: (params: CallToolParams, signal: AbortSignal) => Promise<CallToolResult>;
  let editor: OpenLlmConnection;
  let peer: OpenLlmConnection;

  before(async () => {
    const env = isolatedEnvironment();
    editor = await connect({
      command: launcher,
      env,
      clientName: 'vscode',
      settings: { user: { rpc: { enabled: true } } },
      client: {
        askPermission: async ({ consumer, permission, changes }) => {
          prompts.push([`${consumer}: ${permission}`, ...(changes ?? [])].join(' '));
          return decision;
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
    prompts.length = 0;
    decision = true;
    call = async ({ arguments: { city } }) => ({
      content: [{ type: 'text', text: `${String(city)}: 18 °C` }],
      isError: false,
    });
  });

  test('lists the editor’s tools in the format of a chat request', async () => {
    assert.deepEqual((await peer.tools()).tools, [{ ...weather, dialectFields: {} }]);
  });

  test('lets a model use a tool from the editor', async () => {
    const { tools } = await peer.tools();
    const message = {
      role: 'user' as const,
      parts: [{ type: 'text' as const, text: '/tool get_weather {"city": "Oslo"}' }],
    };
    const model = 'echo/echo';
    let result: CallToolResult | undefined;
    for await (const event of peer.stream({ model, tools, messages: [message] })) {
      if (event.type === 'tool_call') {
        result = await peer.callTool({ name: event.name, arguments: event.arguments });
      }
    }
    assert.deepEqual(result, { content: [{ type: 'text', text: 'Oslo: 18 °C' }], isError: false });
    assert.deepEqual(prompts, ['node: tools']);
  });

  test('receives a tool failure as the tool’s result', async () => {
    call = async () => ({ content: [{ type: 'text', text: 'City not found.' }], isError: true });
    assert.equal((await peer.callTool({ name: 'get_weather', arguments: {} })).isError, true);
  });

  test('receives a permission error if the user declines the call', async () => {
    call = () => Promise.reject(OpenLlmError.of('permission', 'Declined.'));
    await assert.rejects(peer.callTool({ name: 'get_weather', arguments: {} }), {
      kind: 'permission',
      message: 'Declined.',
    });
  });

  test('stops the tool by canceling the call', async () => {
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

  test('reads and changes configuration with the user’s consent, which is requested once', async () => {
    const target = { store: 'native' as const, level: 'user' as const };
    const edits = [{ path: ['policies', 'retries'], value: 1 }];
    assert.equal((await peer.editConfig({ target, edits, preview: false })).changes.length, 1);
    const { values } = await peer.showConfig({ path: ['policies', 'retries'] });
    assert.equal(values[0]?.value, 1);
    assert.deepEqual(prompts, ['node: configuration']);
  });

  test('changes a data destination only if the user approves that specific change', async () => {
    const edit = (model: string): ReturnType<OpenLlmConnection['editConfig']> =>
      peer.editConfig({
        target: { store: 'native', level: 'user' },
        edits: [{ path: ['default_model'], value: model }],
        preview: false,
      });
    assert.equal((await edit('echo/echo')).changes.length, 1);
    decision = false;
    await assert.rejects(edit('openai/gpt-5'), {
      kind: 'permission',
      message: 'You did not allow node to make this change: default_model: echo/echo → openai/gpt-5.',
    });
    assert.equal((await peer.showConfig({ path: ['defaultModel'] })).values[0]?.value, 'echo/echo');
    assert.deepEqual(prompts, [
      'node: configuration',
      'node: destinations default_model: not set → echo/echo',
      'node: destinations default_model: echo/echo → openai/gpt-5',
    ]);
  });

  test('is denied without a second prompt after the user declines, with a hint for revoking the decision', async () => {
    decision = false;
    const hint = /`open-llm access revoke node`/;
    await assert.rejects(peer.showConfig(), { kind: 'permission', hint });
    await assert.rejects(peer.showConfig(), { kind: 'permission', hint });
    assert.equal(prompts.length, 1);
  });

  test('triggers a new prompt if the user dismissed the previous one', async () => {
    decision = undefined;
    await assert.rejects(peer.callTool({ name: 'get_weather', arguments: {} }), { kind: 'permission' });
    await assert.rejects(peer.callTool({ name: 'get_weather', arguments: {} }), { kind: 'permission' });
    assert.equal(prompts.length, 2);
  });
});
