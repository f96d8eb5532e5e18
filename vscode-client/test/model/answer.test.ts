import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type ChatEvent, type ChatResult } from '@open-llm/client';
import { AnswerReporter } from '../../src/model/answer.js';
import { toMessages } from '../../src/model/messages.js';
import { constructors, DataPart, TextPart, ThinkingPart, ToolCallPart } from './vscodeParts.js';

const stopped: ChatResult = {
  model: 'local/small',
  finishReason: 'stop',
  finishReasonRaw: 'stop',
  usage: {},
  timing: { totalMs: 5 },
};

describe('an answer for VS Code', () => {
  test('has a text part for each piece of text', () => {
    assert.deepEqual(answer([text('Hel'), text('lo')]), [new TextPart('Hel'), new TextPart('lo')]);
  });

  test('shows thinking, and ends it before the text', () => {
    const reasoning: ChatEvent = { type: 'reasoning', text: 'Hm.' };
    assert.deepEqual(answer([reasoning, reasoning, text('Yes')]), [
      new ThinkingPart('Hm.'),
      new ThinkingPart('Hm.'),
      new ThinkingPart('', '', { vscode_reasoning_done: true }),
      new TextPart('Yes'),
    ]);
  });

  test('ends the thinking before a tool call', () => {
    const call: ChatEvent = { type: 'tool_call', id: '1', name: 'go', arguments: { fast: true } };
    assert.deepEqual(answer([{ type: 'reasoning', text: 'Hm.' }, call]), [
      new ThinkingPart('Hm.'),
      new ThinkingPart('', '', { vscode_reasoning_done: true }),
      new ToolCallPart('1', 'go', { fast: true }),
    ]);
  });

  test('leaves thinking out where VS Code has no part for it', () => {
    const parts: object[] = [];
    const reporter = new AnswerReporter(
      { ...constructors, LanguageModelThinkingPart: undefined },
      { modelId: 'm', report: (part) => parts.push(part) },
    );
    reporter.event({ type: 'reasoning', text: 'Hm.' });
    reporter.event(text('Yes'));
    reporter.end(stopped);
    assert.deepEqual(parts, [new TextPart('Yes')]);
  });

  test('shows VS Code’s chat why it waits, and takes it back out of the history', () => {
    const retry: ChatEvent = { type: 'notice', topic: 'retry', message: 'Too many requests. Retrying in 20 s.' };
    const parts = answer([retry, { type: 'reasoning', text: 'Hm.' }, text('Yes')], stopped, (message) => message);
    const [notice, thinking, end] = parts;
    assert(notice instanceof ThinkingPart);
    assert.match(String(notice.value), /Too many requests\. Retrying in 20 s\./);
    assert.deepEqual(thinking, new ThinkingPart('Hm.'));
    assert.deepEqual(end, new ThinkingPart('', '', { vscode_reasoning_done: true }));
    const merged = new ThinkingPart(`${String(notice.value)}Hm.`);
    assert.deepEqual(toMessages([{ role: 2, content: [notice, merged] }]), [
      { role: 'assistant', parts: [{ type: 'reasoning', text: 'Hm.' }] },
    ]);
  });

  test('has no notices for other extensions, which would take them for the model’s words', () => {
    assert.deepEqual(answer([{ type: 'notice', topic: 'retry', message: 'Trying again.' }, text('Yes')]), [
      new TextPart('Yes'),
    ]);
  });

  test('shows a refusal as text', () => {
    assert.deepEqual(answer([{ type: 'refusal', text: 'No.' }]), [new TextPart('No.')]);
  });

  test('says that a tool call cannot be used, and makes none of it', () => {
    const [part, ...more] = answer([
      { type: 'invalid_tool_call', id: '1', name: 'go', rawArguments: '{"a', message: 'They were cut off.' },
    ]);
    assert(part instanceof TextPart);
    assert.match(part.value, /"go".*They were cut off\./);
    assert.deepEqual(more, []);
  });

  test('keeps notices out of the conversation', () => {
    assert.deepEqual(answer([{ type: 'notice', topic: 'retry', message: 'Again.' }, text('a')]), [new TextPart('a')]);
  });

  test('reports usage once, at the end, with the whole prompt counted', () => {
    const usage = {
      inputTokens: 100,
      outputTokens: 20,
      cachedInputTokens: 60,
      cacheWriteTokens: 5,
      reasoningTokens: 7,
    };
    const parts = answer([text('a')], { ...stopped, usage });
    assert.deepEqual(parts.map(mimeTypeOf), [undefined, 'usage']);
    assert.deepEqual(jsonOf(parts[1]), {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 60, cache_creation_input_tokens: 5 },
      completion_tokens_details: { reasoning_tokens: 7 },
    });
  });

  test('reports no usage that the provider did not count', () => {
    assert.deepEqual(answer([text('a')], { ...stopped, usage: { outputTokens: 3 } }), [new TextPart('a')]);
  });

  test('carries provider state that comes back in the next request', () => {
    const state = { provider: 'anthropic', model: 'claude', data: { signature: 'c2ln' } };
    const parts = answer([text('a'), { type: 'provider_state', ...state }, { type: 'provider_state', ...state }]);
    assert.deepEqual(parts.map(mimeTypeOf), [undefined, 'stateful_marker']);
    const [message] = toMessages([{ role: 2, content: parts }]);
    assert.deepEqual(message?.parts?.slice(1), [
      { type: 'provider_state', ...state },
      { type: 'provider_state', ...state },
    ]);
  });

  for (const [finishReason, kind, words] of [
    ['length', 'bad_response', /used up its output tokens/],
    ['content_filter', 'content_filtered', /filter/],
    ['stop', 'bad_response', /returned no response/],
  ] as const) {
    test(`with thinking only is an error that says why: ${finishReason}`, () => {
      assert.throws(
        () => answer([{ type: 'reasoning', text: 'Hm.' }], { ...stopped, finishReason }),
        (error: unknown) => error instanceof OpenLlmError && error.kind === kind && words.test(error.message),
      );
    });
  }
});

function text(value: string): ChatEvent {
  return { type: 'text', text: value };
}

function answer(events: readonly ChatEvent[], result = stopped, notices?: (message: string) => string): object[] {
  const parts: object[] = [];
  const reporter = new AnswerReporter(constructors, {
    modelId: result.model,
    notices,
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
