import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type CallToolResult, type ChatEvent, type ChatParams, type ChatResult } from '@open-llm/client';
import { AnswerRun, type AnswerParts } from '../../src/chat/answer.js';
import { withSecondsLeft } from '../../src/chat/retry.js';
import { changed, noticeText, type AnswerTurn, type Change } from '../../src/chat/session.js';

const nothing: AnswerTurn = {
  kind: 'answer',
  id: 'a',
  model: 'local/small',
  state: 'running',
  steps: [],
  providerStates: [],
};

const filled = (message: string, ...args: (string | number)[]): string =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));

/** The response to one request: its events and its outcome. */
type Round = { events: ChatEvent[]; result?: Partial<ChatResult>; failure?: OpenLlmError };

async function answered(
  rounds: Round[],
  parts: Partial<AnswerParts> = {},
  cancellation = new AbortController(),
): Promise<{ answer: AnswerTurn; asked: ChatParams[]; changes: Change[] }> {
  const asked: ChatParams[] = [];
  const changes: Change[] = [];
  let answer = nothing;
  let now = 0;
  const run = new AnswerRun(
    {
      chat: async (params, { onEvent }) => {
        const round = rounds[asked.push(params) - 1] ?? { events: [] };
        round.events.forEach(onEvent);
        if (round.failure) {
          throw round.failure;
        }
        return { ...stop, ...round.result };
      },
      callTool: async () => ({ content: [{ type: 'text', text: '21 °C' }], isError: false }),
      report: (change) => {
        changes.push(change);
        answer = changed(answer, change);
      },
      effort: () => undefined,
      now: () => (now += 1000),
      wallClock: () => 50_000,
      words: { t: (message) => message },
      ...parts,
    },
    nothing,
  );
  await run.run([{ role: 'user', parts: [{ type: 'text', text: 'Weather?' }] }], [], cancellation.signal);
  return { answer, asked, changes };
}

const stop: ChatResult = {
  model: 'local/small',
  finishReason: 'stop',
  finishReasonRaw: 'stop',
  usage: { inputTokens: 10, outputTokens: 5 },
  timing: { totalMs: 100, firstTokenMs: 40 },
  costUsd: 0.5,
};
const toolCall: ChatEvent = { type: 'tool_call', id: 'c1', name: 'get_weather', arguments: { city: 'Zürich' } };
const text = (words: string): ChatEvent => ({ type: 'text', text: words });

describe('an answer in the chat', () => {
  test('gathers pieces of text into one step', async () => {
    const { answer } = await answered([{ events: [text('It is '), text('warm.')] }]);
    assert.deepEqual(answer.steps, [{ kind: 'text', round: 0, text: 'It is warm.' }]);
    assert.equal(answer.state, 'done');
  });

  test('asks under the product’s own name', async () => {
    const { asked } = await answered([{ events: [text('Yes.')] }]);
    assert.equal(asked[0]?.consumer, 'open-llm');
  });

  test('thinks as much as the user chose for the model, in each of its requests', async () => {
    const effort = (model: string): string | undefined => (model === nothing.model ? 'high' : undefined);
    const { asked } = await answered([{ events: [toolCall] }, { events: [text('21 °C.')] }], { effort });
    assert.deepEqual(
      asked.map(({ options }) => options),
      [{ reasoningEffort: 'high' }, { reasoningEffort: 'high' }],
    );
  });

  test('says nothing of thinking where nothing was chosen', async () => {
    const { asked } = await answered([{ events: [text('Yes.')] }]);
    assert.equal(asked[0]?.options, undefined);
  });

  test('times reasoning until something else comes', async () => {
    const { answer } = await answered([
      { events: [{ type: 'reasoning', text: 'Hm' }, { type: 'reasoning', text: '…' }, text('Yes.')] },
    ]);
    assert.deepEqual(answer.steps[0], { kind: 'reasoning', round: 0, text: 'Hm…', ms: 1000 });
  });

  test('runs a tool, and gives its result to the model', async () => {
    const { answer, asked } = await answered([{ events: [toolCall] }, { events: [text('21 °C in Zürich.')] }]);
    assert.deepEqual(
      answer.steps.map(({ kind }) => kind),
      ['tool', 'text'],
    );
    assert.deepEqual(asked[1]?.messages?.slice(1), [
      {
        role: 'assistant',
        parts: [{ type: 'tool_call', id: 'c1', name: 'get_weather', arguments: { city: 'Zürich' } }],
      },
      {
        role: 'user',
        parts: [{ type: 'tool_result', callId: 'c1', content: [{ type: 'text', text: '21 °C' }], isError: false }],
      },
    ]);
  });

  test('tells the model when a tool was declined, and continues', async () => {
    const callTool = (): Promise<CallToolResult> =>
      Promise.reject(OpenLlmError.of('permission', 'The call was declined.'));
    const { answer, asked } = await answered([{ events: [toolCall] }, { events: [text('Then not.')] }], { callTool });
    const [step] = answer.steps;
    assert.equal(step?.kind === 'tool' && step.state, 'failed');
    assert.deepEqual(asked[1]?.messages?.[2]?.parts?.[0], {
      type: 'tool_result',
      callId: 'c1',
      content: [{ type: 'text', text: 'The call was declined.' }],
      isError: true,
    });
    assert.equal(answer.state, 'done');
  });

  test('does not run a call whose arguments cannot be used', async () => {
    let calls = 0;
    const invalid: ChatEvent = {
      type: 'invalid_tool_call',
      id: 'c1',
      name: 'get_weather',
      rawArguments: '{',
      message: 'It was cut.',
    };
    const callTool = async (): Promise<CallToolResult> => ({
      content: [{ type: 'text', text: String(++calls) }],
      isError: false,
    });
    const { answer } = await answered([{ events: [invalid] }, { events: [text('Sorry.')] }], { callTool });
    assert.equal(calls, 0);
    assert.equal(answer.state, 'done');
  });

  test('sends what the provider wants back with the message it came with', async () => {
    const state: ChatEvent = { type: 'provider_state', provider: 'local', model: 'small', data: { signature: 's' } };
    const { asked } = await answered([{ events: [state, toolCall] }, { events: [text('Done.')] }]);
    assert.deepEqual(asked[1]?.messages?.[1]?.parts?.at(-1), {
      type: 'provider_state',
      provider: 'local',
      model: 'small',
      data: { signature: 's' },
    });
  });

  test('adds up what its requests took, and keeps the time to the first token of the first', async () => {
    const { answer } = await answered([
      { events: [toolCall] },
      { events: [text('Done.')], result: { timing: { totalMs: 50, firstTokenMs: 1 } } },
    ]);
    assert.deepEqual(answer.figures, {
      model: 'local/small',
      firstTokenMs: 40,
      totalMs: 150,
      contextTokens: 15,
      inputTokens: 20,
      outputTokens: 10,
      costUsd: 1,
    });
  });

  test('leaves out a sum of which a part was not reported', async () => {
    const { costUsd: _, ...free } = stop;
    const { answer } = await answered([
      { events: [toolCall] },
      { events: [text('Done.')], result: { ...free, usage: {} } },
    ]);
    assert.equal(answer.figures?.inputTokens, undefined);
  });

  test('keeps what came before it failed, and says why it failed', async () => {
    const failure = new OpenLlmError({ kind: 'network', message: 'Cut.', provider: 'local' });
    const { answer } = await answered([{ events: [text('It i')], failure }]);
    assert.equal(answer.state, 'failed');
    assert.deepEqual(answer.error, { kind: 'network', message: 'Cut.', provider: 'local' });
    assert.deepEqual(answer.steps, [{ kind: 'text', round: 0, text: 'It i' }]);
  });

  test('is stopped, not failed, when the user stops it', async () => {
    const { answer } = await answered([{ events: [text('It i')], failure: OpenLlmError.cancelled() }]);
    assert.equal(answer.state, 'stopped');
    assert.equal(answer.error, undefined);
  });

  test('asks no more when it is stopped while a tool runs', async () => {
    const cancellation = new AbortController();
    const callTool = (): Promise<CallToolResult> => {
      cancellation.abort();
      return Promise.reject(OpenLlmError.cancelled());
    };
    const { answer, asked } = await answered([{ events: [toolCall] }], { callTool }, cancellation);
    assert.equal(asked.length, 1);
    assert.equal(answer.state, 'stopped');
  });

  test('says that the answer was cut', async () => {
    const { answer } = await answered([{ events: [text('It is')], result: { finishReason: 'length' } }]);
    assert.deepEqual(answer.steps.at(-1), {
      kind: 'notice',
      round: 0,
      text: 'The response was truncated because the model reached its output limit.',
    });
  });

  test('fails with a reason when there is nothing in it', async () => {
    const { answer } = await answered([{ events: [], result: { finishReason: 'length' } }]);
    assert.equal(answer.error?.kind, 'bad_response');
    assert.match(answer.error?.hint ?? '', /reasoning effort/);
  });

  test('ends with a word on it when a model calls tools for ever', async () => {
    const rounds: Round[] = Array.from({ length: 60 }, (_, index) => ({ events: [{ ...toolCall, id: `c${index}` }] }));
    const { answer, asked } = await answered(rounds);
    assert.equal(asked.length, 50);
    assert.equal(answer.state, 'done');
    assert.equal(answer.steps.at(-1)?.kind, 'notice');
  });

  const retry = (tries: number): ChatEvent => ({
    type: 'notice',
    topic: 'retry',
    message: `Busy. Retrying in 1.5 s (retry ${tries} of 2).`,
    messageTemplate: { template: '{0} Retrying in {1} s (retry {2} of {3}).', args: ['Busy.', '1.5', tries, 2] },
  });

  test('has one notice of all retries, which is about the past when the response has come', async () => {
    const { answer } = await answered([{ events: [retry(1), retry(2), text('Done.')] }], { words: { t: filled } });
    const [notice, ...others] = answer.steps;
    assert(notice?.kind === 'notice');
    assert.equal(noticeText(notice, true), 'Busy. Retrying in 1.5 s (retry 2 of 2).');
    assert.equal(noticeText(notice, false), 'Busy. Retried 2 times.');
    assert.deepEqual(notice.retry, { atMs: 51_500, seconds: 1.5 });
    assert.deepEqual(others, [{ kind: 'text', round: 0, text: 'Done.' }]);
  });

  test('does not say that a request was sent again when it was stopped before', async () => {
    const { answer } = await answered([{ events: [retry(1)], failure: OpenLlmError.cancelled() }], {
      words: { t: filled },
    });
    assert.deepEqual(answer.steps, [{ kind: 'notice', round: 0, text: 'Busy.' }]);
  });

  test('knows when a request is sent again', async () => {
    const message = 'OpenAI is overloaded. Retrying in 8 s (retry 1 of 2).';
    const { answer } = await answered([
      {
        events: [
          { type: 'notice', topic: 'retry', message },
          { type: 'text', text: 'Done.' },
        ],
      },
    ]);
    assert.deepEqual(answer.steps[0], { kind: 'notice', round: 0, text: message, retry: { atMs: 58_000, seconds: 8 } });
    assert.equal(withSecondsLeft(message, 8, 3), 'OpenAI is overloaded. Retrying in 3 s (retry 1 of 2).');
  });

  test('waits for nothing where a notice is about something else', async () => {
    const { answer } = await answered([
      {
        events: [
          { type: 'notice', topic: 'retry', message: 'The provider is still loading the model (8 s so far).' },
          { type: 'notice', topic: 'warning', message: 'Stops in 8 s.' },
          { type: 'text', text: 'Done.' },
        ],
      },
    ]);
    assert.ok(answer.steps.every((step) => !('retry' in step)));
  });

  test('names the tools that it calls as users know them', async () => {
    const call: ChatEvent = { type: 'tool_call', id: 'c', name: 'get_weather', arguments: {} };
    const { answer } = await answered([{ events: [call] }, { events: [{ type: 'text', text: 'Sunny.' }] }], {
      toolTitle: (name) => (name === 'get_weather' ? 'Weather' : undefined),
    });
    const [tool] = answer.steps;
    assert.equal(tool?.kind === 'tool' && tool.title, 'Weather');
  });

  test('takes up as much of the context as its last request', async () => {
    const call: ChatEvent = { type: 'tool_call', id: 'c', name: 'get_weather', arguments: {} };
    const used = (inputTokens: number, outputTokens: number) => ({
      usage: { ...stop.usage, inputTokens, outputTokens },
    });
    const { answer } = await answered([
      { events: [call], result: used(100, 10) },
      { events: [{ type: 'text', text: 'Sunny.' }], result: used(130, 20) },
    ]);
    assert.equal(answer.figures?.inputTokens, 230);
    assert.equal(answer.figures?.contextTokens, 150);
  });
});
