import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type CallToolResult, type ChatEvent, type ChatParams, type ChatResult } from '@open-llm/client';
import { ResponseRun, type ResponseRunParts } from '../../src/chat/answer.js';
import { withSecondsLeft } from '../../src/chat/retry.js';
import { applyChange, noticeText, type ResponseTurn, type ResponseChange } from '../../src/chat/session.js';

const emptyAnswer: ResponseTurn = {
  kind: 'answer',
  id: 'a',
  model: 'local/small',
  state: 'running',
  steps: [],
  providerStates: [],
};

const format = (message: string, ...args: (string | number)[]): string =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));

/** The response to one request: its events and its outcome. */
type Round = { events: ChatEvent[]; result?: Partial<ChatResult>; failure?: OpenLlmError };

async function runAnswer(
  rounds: Round[],
  parts: Partial<ResponseRunParts> = {},
  cancellation = new AbortController(),
): Promise<{ answer: ResponseTurn; requests: ChatParams[]; changes: ResponseChange[] }> {
  const requests: ChatParams[] = [];
  const changes: ResponseChange[] = [];
  let answer = emptyAnswer;
  let now = 0;
  const run = new ResponseRun(
    {
      chat: async (params, { onEvent }) => {
        const round = rounds[requests.push(params) - 1] ?? { events: [] };
        round.events.forEach(onEvent);
        if (round.failure) {
          throw round.failure;
        }
        return { ...completed, ...round.result };
      },
      callTool: async () => ({ content: [{ type: 'text', text: '21 °C' }], isError: false }),
      report: (change) => {
        changes.push(change);
        answer = applyChange(answer, change);
      },
      effort: () => undefined,
      now: () => (now += 1000),
      wallClock: () => 50_000,
      words: { t: (message) => message },
      ...parts,
    },
    emptyAnswer,
  );
  await run.run([{ role: 'user', parts: [{ type: 'text', text: 'Weather?' }] }], [], cancellation.signal);
  return { answer, requests, changes };
}

const completed: ChatResult = {
  model: 'local/small',
  finishReason: 'stop',
  finishReasonRaw: 'stop',
  usage: { inputTokens: 10, outputTokens: 5 },
  timing: { totalMs: 100, firstTokenMs: 40 },
  costUsd: 0.5,
};
const toolCall: ChatEvent = { type: 'tool_call', id: 'c1', name: 'get_weather', arguments: { city: 'Zürich' } };
const text = (content: string): ChatEvent => ({ type: 'text', text: content });

describe('a response in the chat', () => {
  test('combines text chunks into one step', async () => {
    const { answer } = await runAnswer([{ events: [text('It is '), text('warm.')] }]);
    assert.deepEqual(answer.steps, [{ kind: 'text', round: 0, text: 'It is warm.' }]);
    assert.equal(answer.state, 'done');
  });

  test('is requested under the ID of the product', async () => {
    const { requests } = await runAnswer([{ events: [text('Yes.')] }]);
    assert.equal(requests[0]?.consumer, 'open-llm');
  });

  test('uses the reasoning effort that the user chose for the model in all of its requests', async () => {
    const effort = (model: string): string | undefined => (model === emptyAnswer.model ? 'high' : undefined);
    const { requests } = await runAnswer([{ events: [toolCall] }, { events: [text('21 °C.')] }], { effort });
    assert.deepEqual(
      requests.map(({ options }) => options),
      [{ reasoningEffort: 'high' }, { reasoningEffort: 'high' }],
    );
  });

  test('omits the request options if no reasoning effort was chosen', async () => {
    const { requests } = await runAnswer([{ events: [text('Yes.')] }]);
    assert.equal(requests[0]?.options, undefined);
  });

  test('includes the reasoning time until the first event of another type', async () => {
    const { answer } = await runAnswer([
      { events: [{ type: 'reasoning', text: 'Checking' }, { type: 'reasoning', text: '…' }, text('Yes.')] },
    ]);
    assert.deepEqual(answer.steps[0], { kind: 'reasoning', round: 0, text: 'Checking…', ms: 1000 });
  });

  test('runs a tool and sends its result to the model', async () => {
    const { answer, requests } = await runAnswer([{ events: [toolCall] }, { events: [text('21 °C in Zürich.')] }]);
    assert.deepEqual(
      answer.steps.map(({ kind }) => kind),
      ['tool', 'text'],
    );
    assert.deepEqual(requests[1]?.messages?.slice(1), [
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

  test('reports a declined tool call to the model and continues', async () => {
    const callTool = (): Promise<CallToolResult> =>
      Promise.reject(OpenLlmError.of('permission', 'The call was declined.'));
    const { answer, requests } = await runAnswer(
      [{ events: [toolCall] }, { events: [text('I cannot look up the weather.')] }],
      { callTool },
    );
    const [step] = answer.steps;
    assert.equal(step?.kind === 'tool' && step.state, 'failed');
    assert.deepEqual(requests[1]?.messages?.[2]?.parts?.[0], {
      type: 'tool_result',
      callId: 'c1',
      content: [{ type: 'text', text: 'The call was declined.' }],
      isError: true,
    });
    assert.equal(answer.state, 'done');
  });

  test('does not run a tool call with invalid arguments', async () => {
    let calls = 0;
    const invalid: ChatEvent = {
      type: 'invalid_tool_call',
      id: 'c1',
      name: 'get_weather',
      rawArguments: '{',
      message: 'The arguments are incomplete.',
    };
    const callTool = async (): Promise<CallToolResult> => ({
      content: [{ type: 'text', text: String(++calls) }],
      isError: false,
    });
    const { answer } = await runAnswer([{ events: [invalid] }, { events: [text('Sorry.')] }], { callTool });
    assert.equal(calls, 0);
    assert.equal(answer.state, 'done');
  });

  test('returns provider state to the provider with the message that contained it', async () => {
    const state: ChatEvent = { type: 'provider_state', provider: 'local', model: 'small', data: { signature: 's' } };
    const { requests } = await runAnswer([{ events: [state, toolCall] }, { events: [text('Done.')] }]);
    assert.deepEqual(requests[1]?.messages?.[1]?.parts?.at(-1), {
      type: 'provider_state',
      provider: 'local',
      model: 'small',
      data: { signature: 's' },
    });
  });

  test('adds up the usage of its requests, and reports the time to first token of the first request', async () => {
    const { answer } = await runAnswer([
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

  test('omits a total if one of its requests did not report the value', async () => {
    const { costUsd: _, ...withoutCost } = completed;
    const { answer } = await runAnswer([
      { events: [toolCall] },
      { events: [text('Done.')], result: { ...withoutCost, usage: {} } },
    ]);
    assert.equal(answer.figures?.inputTokens, undefined);
  });

  test('retains the text that was received before a failure, and reports the error', async () => {
    const failure = new OpenLlmError({ kind: 'network', message: 'The connection was closed.', provider: 'local' });
    const { answer } = await runAnswer([{ events: [text('It i')], failure }]);
    assert.equal(answer.state, 'failed');
    assert.deepEqual(answer.error, { kind: 'network', message: 'The connection was closed.', provider: 'local' });
    assert.deepEqual(answer.steps, [{ kind: 'text', round: 0, text: 'It i' }]);
  });

  test('is marked as stopped instead of failed when the user cancels it', async () => {
    const { answer } = await runAnswer([{ events: [text('It i')], failure: OpenLlmError.cancelled() }]);
    assert.equal(answer.state, 'stopped');
    assert.equal(answer.error, undefined);
  });

  test('sends no further request when it is stopped while a tool is running', async () => {
    const cancellation = new AbortController();
    const callTool = (): Promise<CallToolResult> => {
      cancellation.abort();
      return Promise.reject(OpenLlmError.cancelled());
    };
    const { answer, requests } = await runAnswer([{ events: [toolCall] }], { callTool }, cancellation);
    assert.equal(requests.length, 1);
    assert.equal(answer.state, 'stopped');
  });

  test('includes a notice when it is truncated', async () => {
    const { answer } = await runAnswer([{ events: [text('It is')], result: { finishReason: 'length' } }]);
    assert.deepEqual(answer.steps.at(-1), {
      kind: 'notice',
      round: 0,
      text: 'The response was truncated because the model reached its output limit.',
    });
  });

  test('fails with a hint when it is empty', async () => {
    const { answer } = await runAnswer([{ events: [], result: { finishReason: 'length' } }]);
    assert.equal(answer.error?.kind, 'bad_response');
    assert.match(answer.error?.hint ?? '', /reasoning effort/);
  });

  test('ends with a notice when a model calls tools endlessly', async () => {
    const rounds: Round[] = Array.from({ length: 60 }, (_, index) => ({ events: [{ ...toolCall, id: `c${index}` }] }));
    const { answer, requests } = await runAnswer(rounds);
    assert.equal(requests.length, 50);
    assert.equal(answer.state, 'done');
    assert.equal(answer.steps.at(-1)?.kind, 'notice');
  });

  const retry = (tries: number): ChatEvent => ({
    type: 'notice',
    topic: 'retry',
    message: `Busy. Retrying in 1.5 s (retry ${tries} of 2).`,
    messageTemplate: { template: '{0} Retrying in {1} s (retry {2} of {3}).', args: ['Busy.', '1.5', tries, 2] },
  });

  test('combines all retries into one notice, which is in the past tense once text arrives', async () => {
    const { answer } = await runAnswer([{ events: [retry(1), retry(2), text('Done.')] }], { words: { t: format } });
    const [notice, ...others] = answer.steps;
    assert(notice?.kind === 'notice');
    assert.equal(noticeText(notice, true), 'Busy. Retrying in 1.5 s (retry 2 of 2).');
    assert.equal(noticeText(notice, false), 'Busy. Retried 2 times.');
    assert.deepEqual(notice.retry, { atMs: 51_500, seconds: 1.5 });
    assert.deepEqual(others, [{ kind: 'text', round: 0, text: 'Done.' }]);
  });

  test('does not report a retry that is canceled before it is sent', async () => {
    const { answer } = await runAnswer([{ events: [retry(1)], failure: OpenLlmError.cancelled() }], {
      words: { t: format },
    });
    assert.deepEqual(answer.steps, [{ kind: 'notice', round: 0, text: 'Busy.' }]);
  });

  test('includes the time of the next retry in its notice', async () => {
    const message = 'OpenAI is overloaded. Retrying in 8 s (retry 1 of 2).';
    const { answer } = await runAnswer([
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

  test('does not treat other notices as retries', async () => {
    const { answer } = await runAnswer([
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

  test('includes the display names of the tools that it calls', async () => {
    const call: ChatEvent = { type: 'tool_call', id: 'c', name: 'get_weather', arguments: {} };
    const { answer } = await runAnswer([{ events: [call] }, { events: [{ type: 'text', text: 'Sunny.' }] }], {
      toolTitle: (name) => (name === 'get_weather' ? 'Weather' : undefined),
    });
    const [tool] = answer.steps;
    assert.equal(tool?.kind === 'tool' && tool.title, 'Weather');
  });

  test('reports the context usage of its last request', async () => {
    const call: ChatEvent = { type: 'tool_call', id: 'c', name: 'get_weather', arguments: {} };
    const withUsage = (inputTokens: number, outputTokens: number) => ({
      usage: { ...completed.usage, inputTokens, outputTokens },
    });
    const { answer } = await runAnswer([
      { events: [call], result: withUsage(100, 10) },
      { events: [{ type: 'text', text: 'Sunny.' }], result: withUsage(130, 20) },
    ]);
    assert.equal(answer.figures?.inputTokens, 230);
    assert.equal(answer.figures?.contextTokens, 150);
  });
});
