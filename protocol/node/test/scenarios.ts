import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  OpenLlmError,
  type ChatEvent,
  type ChatParams,
  type ChatResult,
  type Message,
  type OpenLlmConnection,
  type Part,
} from '../src/index.js';

interface Expected {
  readonly text?: string;
  readonly textContains?: string;
  readonly textBefore?: string;
  readonly reasoning?: string;
  readonly toolCalls?: readonly { name: string; arguments: object }[];
  readonly toolCallNames?: readonly string[];
  readonly finishReason?: string;
  readonly error?: { kind: string };
}

export interface Scenario {
  readonly name: string;
  readonly request?: ChatParams;
  readonly turns?: readonly (ChatParams | { toolResult: string })[];
  readonly expect: Expected;
}

/** The scenarios that all client libraries must pass, regardless of how the server was started. */
export const scenarios = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'scenarios', 'chat.json'), 'utf8'),
) as readonly Scenario[];

/** The outcome of the last turn. */
interface Outcome {
  readonly events: readonly ChatEvent[];
  readonly result?: ChatResult;
  readonly error?: OpenLlmError;
}

/** Runs a scenario and checks the outcome. */
export async function play(connection: OpenLlmConnection, scenario: Scenario): Promise<void> {
  check(await run(connection, scenario), scenario.expect);
}

async function run(connection: OpenLlmConnection, scenario: Scenario): Promise<Outcome> {
  const turns = scenario.turns ?? (scenario.request ? [scenario.request] : []);
  let request: ChatParams | undefined;
  let outcome: Outcome = { events: [] };
  for (const turn of turns) {
    request = 'toolResult' in turn ? continued(request, outcome.events, turn.toolResult) : turn;
    outcome = await send(connection, request);
  }
  return outcome;
}

async function send(connection: OpenLlmConnection, params: ChatParams): Promise<Outcome> {
  const events: ChatEvent[] = [];
  const stream = connection.stream(params);
  try {
    for await (const event of stream) {
      events.push(event);
    }
    return { events, result: await stream.result };
  } catch (error) {
    assert.ok(error instanceof OpenLlmError);
    return { events, error };
  }
}

/** Returns the conversation, extended by the last response and the result of its first tool call. */
function continued(request: ChatParams | undefined, events: readonly ChatEvent[], result: string): ChatParams {
  assert.ok(request);
  const calls = events.filter((event) => event.type === 'tool_call');
  const response: Message = { role: 'assistant', parts: calls.map((call): Part => ({ ...call })) };
  const toolResult: Part = {
    type: 'tool_result',
    callId: calls[0]?.id ?? '',
    content: [{ type: 'text', text: result }],
    isError: false,
  };
  return { ...request, messages: [...(request.messages ?? []), response, { role: 'user', parts: [toolResult] }] };
}

function check({ events, result, error }: Outcome, expect: Expected): void {
  const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  const calls = events.filter((event) => event.type === 'tool_call');
  if (expect.error) {
    assert.equal(error?.kind, expect.error.kind);
    assert.equal(text.trim(), expect.textBefore ?? '');
    return;
  }
  assert.equal(error, undefined);
  assert.equal(result?.finishReason, expect.finishReason);
  if (expect.text !== undefined) {
    assert.equal(text, expect.text);
  }
  if (expect.textContains !== undefined) {
    assert.ok(text.includes(expect.textContains), text);
  }
  if (expect.reasoning !== undefined) {
    const reasoning = events.map((event) => (event.type === 'reasoning' ? event.text : '')).join('');
    assert.equal(reasoning.trim(), expect.reasoning);
  }
  if (expect.toolCalls) {
    assert.deepEqual(
      calls.map((call) => ({ name: call.name, arguments: call.arguments })),
      expect.toolCalls,
    );
    assert.equal(new Set(calls.map((call) => call.id)).size, calls.length);
  }
  if (expect.toolCallNames) {
    assert.deepEqual(
      calls.map((call) => call.name),
      expect.toolCallNames,
    );
  }
}
