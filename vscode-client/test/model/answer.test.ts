import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type ChatEvent, type ChatResult } from '@open-llm/client';
import { ResponseReporter } from '../../src/model/answer.js';
import { toMessages } from '../../src/model/messages.js';
import { constructors, DataPart, TextPart, ThinkingPart, ToolCallPart } from './vscodeParts.js';

const stopped: ChatResult = {
  model: 'local/small',
  finishReason: 'stop',
  finishReasonRaw: 'stop',
  usage: {},
  timing: { totalMs: 5 },
};

describe('a response for VS Code', () => {
  test('contains a text part for each text chunk', () => {
    assert.deepEqual(respond([text('Hel'), text('lo')]), [new TextPart('Hel'), new TextPart('lo')]);
  });

  test('contains reasoning and ends it before the text', () => {
    const reasoning: ChatEvent = { type: 'reasoning', text: 'Let me check.' };
    assert.deepEqual(respond([reasoning, reasoning, text('Yes')]), [
      new ThinkingPart('Let me check.'),
      new ThinkingPart('Let me check.'),
      new ThinkingPart('', '', { vscode_reasoning_done: true }),
      new TextPart('Yes'),
    ]);
  });

  test('ends the reasoning before a tool call', () => {
    const call: ChatEvent = { type: 'tool_call', id: '1', name: 'read_file', arguments: { path: 'a.txt' } };
    assert.deepEqual(respond([{ type: 'reasoning', text: 'Let me check.' }, call]), [
      new ThinkingPart('Let me check.'),
      new ThinkingPart('', '', { vscode_reasoning_done: true }),
      new ToolCallPart('1', 'read_file', { path: 'a.txt' }),
    ]);
  });

  test('omits reasoning if VS Code has no part for it', () => {
    const parts: object[] = [];
    const reporter = new ResponseReporter(
      { ...constructors, LanguageModelThinkingPart: undefined },
      { modelId: 'm', report: (part) => parts.push(part) },
    );
    reporter.event({ type: 'reasoning', text: 'Let me check.' });
    reporter.event(text('Yes'));
    reporter.end(stopped);
    assert.deepEqual(parts, [new TextPart('Yes')]);
  });

  test('shows retry notices in the VS Code chat, and the history omits them', () => {
    const retry: ChatEvent = { type: 'notice', topic: 'retry', message: 'Too many requests. Retrying in 20 s.' };
    const parts = respond(
      [retry, { type: 'reasoning', text: 'Let me check.' }, text('Yes')],
      stopped,
      (message) => message,
    );
    const [notice, thinking, end] = parts;
    assert(notice instanceof ThinkingPart);
    assert.match(String(notice.value), /Too many requests\. Retrying in 20 s\./);
    assert.deepEqual(thinking, new ThinkingPart('Let me check.'));
    assert.deepEqual(end, new ThinkingPart('', '', { vscode_reasoning_done: true }));
    const merged = new ThinkingPart(`${String(notice.value)}Let me check.`);
    assert.deepEqual(toMessages([{ role: 2, content: [notice, merged] }]), [
      { role: 'assistant', parts: [{ type: 'reasoning', text: 'Let me check.' }] },
    ]);
  });

  test('omits notices for other extensions, which would mistake them for model output', () => {
    assert.deepEqual(respond([{ type: 'notice', topic: 'retry', message: 'Retrying in 2 s.' }, text('Yes')]), [
      new TextPart('Yes'),
    ]);
  });

  test('contains a refusal as text', () => {
    assert.deepEqual(respond([{ type: 'refusal', text: 'I cannot help with that.' }]), [
      new TextPart('I cannot help with that.'),
    ]);
  });

  test('reports an invalid tool call as text instead of making the call', () => {
    const [part, ...more] = respond([
      {
        type: 'invalid_tool_call',
        id: '1',
        name: 'read_file',
        rawArguments: '{"path',
        message: 'The arguments are truncated.',
      },
    ]);
    assert(part instanceof TextPart);
    assert.match(part.value, /"read_file".*The arguments are truncated\./);
    assert.deepEqual(more, []);
  });

  test('contains no notices by default', () => {
    assert.deepEqual(respond([{ type: 'notice', topic: 'retry', message: 'Retrying in 2 s.' }, text('a')]), [
      new TextPart('a'),
    ]);
  });

  test('reports usage once at the end, with cached tokens included in the prompt tokens', () => {
    const usage = {
      inputTokens: 100,
      outputTokens: 20,
      cachedInputTokens: 60,
      cacheWriteTokens: 5,
      reasoningTokens: 7,
    };
    const parts = respond([text('a')], { ...stopped, usage });
    assert.deepEqual(parts.map(mimeTypeOf), [undefined, 'usage']);
    assert.deepEqual(jsonOf(parts[1]), {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 60, cache_creation_input_tokens: 5 },
      completion_tokens_details: { reasoning_tokens: 7 },
    });
  });

  test('omits usage if the provider did not report the input tokens', () => {
    assert.deepEqual(respond([text('a')], { ...stopped, usage: { outputTokens: 3 } }), [new TextPart('a')]);
  });

  test('includes the provider state for the next request', () => {
    const state = { provider: 'anthropic', model: 'claude', data: { signature: 'c2ln' } };
    const parts = respond([text('a'), { type: 'provider_state', ...state }, { type: 'provider_state', ...state }]);
    assert.deepEqual(parts.map(mimeTypeOf), [undefined, 'stateful_marker']);
    const [message] = toMessages([{ role: 2, content: parts }]);
    assert.deepEqual(message?.parts?.slice(1), [
      { type: 'provider_state', ...state },
      { type: 'provider_state', ...state },
    ]);
  });

  for (const [finishReason, kind, message] of [
    ['length', 'bad_response', /reached its output limit/],
    ['content_filter', 'content_filtered', /filter/],
    ['stop', 'bad_response', /returned an empty response/],
  ] as const) {
    test(`fails with the reason if it contains only reasoning: ${finishReason}`, () => {
      assert.throws(
        () => respond([{ type: 'reasoning', text: 'Let me check.' }], { ...stopped, finishReason }),
        (error: unknown) => error instanceof OpenLlmError && error.kind === kind && message.test(error.message),
      );
    });
  }
});

function text(value: string): ChatEvent {
  return { type: 'text', text: value };
}

function respond(events: readonly ChatEvent[], result = stopped, notices?: (message: string) => string): object[] {
  const parts: object[] = [];
  const reporter = new ResponseReporter(constructors, {
    modelId: result.model,
    translateNotice: notices,
    report: (part) => parts.push(part),
  });
  events.forEach((event) => reporter.event(event));
  reporter.end(result);
  return parts;
}

function mimeTypeOf(part: object): string | undefined {
  return part instanceof DataPart ? part.mimeType : undefined;
}

function jsonOf(part: object | undefined): unknown {
  assert(part instanceof DataPart);
  return JSON.parse(new TextDecoder().decode(part.data));
}
