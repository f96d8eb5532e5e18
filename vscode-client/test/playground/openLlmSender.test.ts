import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatEvent, ChatParams, ChatResult } from '@open-llm/client';
import { createOpenLlmSender } from '../../src/playground/openLlmSender.js';
import type { Prompt } from '../../src/playground/run.js';
import type { Chunk } from '../../src/playground/runningRun.js';
import { playModel, promptOf } from './models.js';

const tools = [
  { name: 'read_file', description: 'Reads a file.' },
  { name: 'list_files', description: 'Lists a folder.' },
];

const result: ChatResult = {
  model: 'work/one',
  finishReason: 'stop',
  finishReasonRaw: 'stop',
  usage: { inputTokens: 7, outputTokens: 3, reasoningTokens: 1 },
  timing: { totalMs: 10 },
  costUsd: 0.5,
};

async function send(prompt: Prompt, events: readonly ChatEvent[] = []) {
  const sent: ChatParams[] = [];
  const pieces: Chunk[] = [];
  const connection = {
    chat: async (params: ChatParams, options: { onEvent?: (event: ChatEvent) => void } = {}) => {
      sent.push(params);
      events.forEach((event) => options.onEvent?.(event));
      return result;
    },
  };
  const signal = new AbortController().signal;
  const usage = await createOpenLlmSender(
    async () => connection,
    () => tools,
    (english) => english,
  )(playModel('work/one'), prompt, {
    signal,
    onChunk: (piece) => pieces.push(piece),
  });
  return { sent: sent[0], pieces, usage };
}

describe('a playground request to an Open LLM model', () => {
  test('contains the system prompt, images, and text', async () => {
    const image = { name: 'a.png', mimeType: 'image/png', data: 'AQID' };
    const { sent } = await send(
      promptOf('What does this image show?', { system: 'Answer in one sentence.', images: [image] }),
    );
    assert.deepEqual(sent?.messages, [
      { role: 'system', parts: [{ type: 'text', text: 'Answer in one sentence.' }] },
      {
        role: 'user',
        parts: [
          { type: 'image', mimeType: 'image/png', data: 'AQID' },
          { type: 'text', text: 'What does this image show?' },
        ],
      },
    ]);
  });

  test('has no system message if the system prompt is blank', async () => {
    const { sent } = await send(promptOf('Hello', { system: '  ' }));
    assert.deepEqual(
      sent?.messages?.map(({ role }) => role),
      ['user'],
    );
  });

  test('contains the selected tools and the tool choice', async () => {
    const { sent } = await send(promptOf('Hello', { tools: ['read_file'], toolChoice: 'required' }));
    assert.deepEqual(sent?.tools, [tools[0]]);
    assert.deepEqual(sent?.toolChoice, { mode: 'required' });
  });

  test('contains all parameters unchanged', async () => {
    const options = { temperature: 0.2, topP: 0.9, maxOutputTokens: 50, seed: 1, stop: ['END'], extra: { top_k: 40 } };
    const { sent } = await send(promptOf('Hello', { options }));
    assert.deepEqual(sent?.options, options);
  });

  test('specifies the playground as the consumer', async () => {
    assert.equal((await send(promptOf('Hello'))).sent?.consumer, 'playground');
  });

  test('returns the streamed chunks and the usage', async () => {
    const { pieces, usage } = await send(promptOf('Hello'), [
      { type: 'reasoning', text: 'The user greets me.' },
      { type: 'text', text: 'Hi!' },
      { type: 'tool_call', id: '1', name: 'read_file', arguments: { path: 'a' } },
      { type: 'provider_state', provider: 'work', model: 'one', data: 'x' },
      { type: 'notice', topic: 'warning', message: 'seed was omitted.' },
    ]);
    assert.deepEqual(pieces, [
      { type: 'reasoning', text: 'The user greets me.' },
      { type: 'text', text: 'Hi!' },
      { type: 'toolCall', call: { name: 'read_file', arguments: { path: 'a' } } },
      { type: 'notice', message: 'seed was omitted.' },
    ]);
    assert.deepEqual(usage, { inputTokens: 7, outputTokens: 3, costUsd: 0.5 });
  });
});
