import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatEvent, ChatParams, ChatResult } from '@open-llm/client';
import { askOpenLlm } from '../../src/playground/askOpenLlm.js';
import type { Prompt } from '../../src/playground/run.js';
import type { Piece } from '../../src/playground/runningRun.js';
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

async function ask(prompt: Prompt, events: readonly ChatEvent[] = []) {
  const sent: ChatParams[] = [];
  const pieces: Piece[] = [];
  const connection = {
    chat: async (params: ChatParams, options: { onEvent?: (event: ChatEvent) => void } = {}) => {
      sent.push(params);
      events.forEach((event) => options.onEvent?.(event));
      return result;
    },
  };
  const signal = new AbortController().signal;
  const usage = await askOpenLlm(
    async () => connection,
    () => tools,
    (english) => english,
  )(playModel('work/one'), prompt, {
    signal,
    onPiece: (piece) => pieces.push(piece),
  });
  return { sent: sent[0], pieces, usage };
}

describe('a model of Open LLM in the playground', () => {
  test('gets system prompt, images and text', async () => {
    const image = { name: 'a.png', mimeType: 'image/png', data: 'AQID' };
    const { sent } = await ask(promptOf('What is it?', { system: 'Be short.', images: [image] }));
    assert.deepEqual(sent?.messages, [
      { role: 'system', parts: [{ type: 'text', text: 'Be short.' }] },
      {
        role: 'user',
        parts: [
          { type: 'image', mimeType: 'image/png', data: 'AQID' },
          { type: 'text', text: 'What is it?' },
        ],
      },
    ]);
  });

  test('gets no system message where there is no system prompt', async () => {
    const { sent } = await ask(promptOf('Hello', { system: '  ' }));
    assert.deepEqual(
      sent?.messages?.map(({ role }) => role),
      ['user'],
    );
  });

  test('gets the tools that were chosen, with their force', async () => {
    const { sent } = await ask(promptOf('Hello', { tools: ['read_file'], toolChoice: 'required' }));
    assert.deepEqual(sent?.tools, [tools[0]]);
    assert.deepEqual(sent?.toolChoice, { mode: 'required' });
  });

  test('gets all parameters as they stand', async () => {
    const options = { temperature: 0.2, topP: 0.9, maxOutputTokens: 50, seed: 1, stop: ['END'], extra: { top_k: 40 } };
    const { sent } = await ask(promptOf('Hello', { options }));
    assert.deepEqual(sent?.options, options);
  });

  test('is counted for the playground', async () => {
    assert.equal((await ask(promptOf('Hello'))).sent?.consumer, 'playground');
  });

  test('answers in pieces, with what it used', async () => {
    const { pieces, usage } = await ask(promptOf('Hello'), [
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'Hi' },
      { type: 'tool_call', id: '1', name: 'read_file', arguments: { path: 'a' } },
      { type: 'provider_state', provider: 'work', model: 'one', data: 'x' },
      { type: 'notice', topic: 'warning', message: 'seed was omitted.' },
    ]);
    assert.deepEqual(pieces, [
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'Hi' },
      { type: 'toolCall', call: { name: 'read_file', arguments: { path: 'a' } } },
      { type: 'notice', message: 'seed was omitted.' },
    ]);
    assert.deepEqual(usage, { inputTokens: 7, outputTokens: 3, costUsd: 0.5 });
  });
});
