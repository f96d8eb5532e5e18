import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatParams } from '@open-llm/client';
import { toChatParams } from '../../src/model/request.js';
import type { RequestOptions } from '../../src/model/unstable.js';
import { model } from './models.js';

describe('a request from VS Code', () => {
  test('names the model and who asks', () => {
    const params = request({ requestInitiator: 'someone.extension' });
    assert.equal(params.model, 'local/small');
    assert.equal(params.consumer, 'someone.extension');
  });

  test('carries tools, with a schema only where there is one', () => {
    const tools = [
      { name: 'a', description: 'A', inputSchema: { type: 'object', properties: { x: { type: 'string' } } } },
      { name: 'b', description: 'B' },
    ];
    assert.deepEqual(request({ tools }).tools, tools);
  });

  test('leaves the choice to the model by default', () => {
    assert.equal(request({ tools: [{ name: 'a', description: 'A' }] }).toolChoice, undefined);
  });

  test('requires a tool call when VS Code does', () => {
    assert.deepEqual(request({ tools: [{ name: 'a', description: 'A' }], toolMode: 2 }).toolChoice, {
      mode: 'required',
    });
  });

  test('cannot require a tool call without tools', () => {
    assert.equal(request({ tools: [], toolMode: 2 }).toolChoice, undefined);
  });

  test('takes the options extensions commonly set, and hands others on', () => {
    const modelOptions = { max_tokens: 100, temperature: 0.2, top_p: 0.9, stop: 'END', min_p: 0.1 };
    assert.deepEqual(request({ modelOptions }).options, {
      maxOutputTokens: 100,
      temperature: 0.2,
      topP: 0.9,
      stop: ['END'],
      extra: { min_p: 0.1 },
    });
  });

  test('strips options that are VS Code’s own', () => {
    const modelOptions = { _capturingTokenCorrelationId: '1', _otelTraceContext: null };
    assert.deepEqual(request({ modelOptions }).options, {});
  });

  test('sends nothing that nobody set', () => {
    assert.deepEqual(request({}).options, {});
  });

  test('sends the thinking effort the user chose, if the model has it', () => {
    assert.deepEqual(request({ modelConfiguration: { reasoningEffort: 'high' } }).options, { reasoningEffort: 'high' });
    assert.deepEqual(request({ modelConfiguration: { reasoningEffort: 'default' } }).options, {});
    assert.deepEqual(request({ modelConfiguration: { reasoningEffort: 7 } }).options, {});
  });

  test('of the Copilot harness is taken as it is made there', () => {
    const params = request({
      requestInitiator: 'core',
      modelOptions: { temperature: 0.5, top_p: 0.9, max_tokens: 4096 },
      modelConfiguration: { reasoningEffort: 'low' },
      includeEncryptedThinking: true,
      tools: [
        {
          name: 'apply_patch',
          description: 'Patches.',
          inputSchema: { type: 'object', properties: { input: { type: 'string' } } },
        },
      ],
    } as Partial<RequestOptions>);
    assert.equal(params.consumer, 'core');
    assert.deepEqual(params.options, { temperature: 0.5, topP: 0.9, maxOutputTokens: 4096, reasoningEffort: 'low' });
    assert.deepEqual(
      params.tools?.map(({ name }) => name),
      ['apply_patch'],
    );
  });
});

function request(options: Partial<RequestOptions>): ChatParams {
  return toChatParams(model({ reasoningEfforts: ['low', 'high'] }), [], { toolMode: 1, ...options });
}
