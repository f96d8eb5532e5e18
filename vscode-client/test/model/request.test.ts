import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatParams } from '@open-llm/client';
import { toChatParams } from '../../src/model/request.js';
import type { RequestOptions } from '../../src/model/unstable.js';
import { model } from './models.js';

describe('a request from VS Code', () => {
  test('specifies the model and the extension that made the request', () => {
    const params = request({ requestInitiator: 'acme.extension' });
    assert.equal(params.model, 'local/small');
    assert.equal(params.consumer, 'acme.extension');
  });

  test('includes tools, with a schema only if one is defined', () => {
    const tools = [
      { name: 'a', description: 'A', inputSchema: { type: 'object', properties: { x: { type: 'string' } } } },
      { name: 'b', description: 'B' },
    ];
    assert.deepEqual(request({ tools }).tools, tools);
  });

  test('leaves the tool choice to the model by default', () => {
    assert.equal(request({ tools: [{ name: 'a', description: 'A' }] }).toolChoice, undefined);
  });

  test('requires a tool call if VS Code requires one', () => {
    assert.deepEqual(request({ tools: [{ name: 'a', description: 'A' }], toolMode: 2 }).toolChoice, {
      mode: 'required',
    });
  });

  test('does not require a tool call without tools', () => {
    assert.equal(request({ tools: [], toolMode: 2 }).toolChoice, undefined);
  });

  test('converts the options that extensions commonly set, and includes others unchanged', () => {
    const modelOptions = { max_tokens: 100, temperature: 0.2, top_p: 0.9, stop: 'END', min_p: 0.1 };
    assert.deepEqual(request({ modelOptions }).options, {
      maxOutputTokens: 100,
      temperature: 0.2,
      topP: 0.9,
      stop: ['END'],
      extra: { min_p: 0.1 },
    });
  });

  test('omits options that are internal to VS Code', () => {
    const modelOptions = { _capturingTokenCorrelationId: '1', _otelTraceContext: null };
    assert.deepEqual(request({ modelOptions }).options, {});
  });

  test('omits options that are not set', () => {
    assert.deepEqual(request({}).options, {});
  });

  test('includes the reasoning effort that the user chose, if the model supports it', () => {
    assert.deepEqual(request({ modelConfiguration: { reasoningEffort: 'high' } }).options, { reasoningEffort: 'high' });
    assert.deepEqual(request({ modelConfiguration: { reasoningEffort: 'default' } }).options, {});
    assert.deepEqual(request({ modelConfiguration: { reasoningEffort: 7 } }).options, {});
  });

  test('retains the options and tools of the Copilot harness', () => {
    const params = request({
      requestInitiator: 'core',
      modelOptions: { temperature: 0.5, top_p: 0.9, max_tokens: 4096 },
      modelConfiguration: { reasoningEffort: 'low' },
      includeEncryptedThinking: true,
      tools: [
        {
          name: 'apply_patch',
          description: 'Applies a patch.',
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
