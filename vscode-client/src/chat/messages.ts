import type { Message, Part } from '@open-llm/client';
import type { ResponseTurn, Attachment, Step, ToolStep, Turn } from './session.js';

/** Converts the turns of a conversation to protocol messages. */
export function toMessages(turns: readonly Turn[]): Message[] {
  return turns.flatMap((turn): Message[] =>
    turn.kind === 'user'
      ? [{ role: 'user', parts: [...turn.attachments.map(attachmentPart), ...textPart(turn.text)] }]
      : responseMessages(turn),
  );
}

/** Converts a response to messages: one for each of its requests, followed by the results of the tool calls. */
export function responseMessages(response: ResponseTurn): Message[] {
  const rounds = Math.max(-1, ...response.steps.map(({ round }) => round)) + 1;
  return Array.from({ length: rounds }, (_, round) => round).flatMap((round) => {
    const steps = response.steps.filter((step) => step.round === round);
    const states = response.providerStates
      .filter((state) => state.round === round)
      .map(({ provider, model, data }): Part => ({ type: 'provider_state', provider, model, data }));
    const content = [...steps.flatMap(stepParts), ...states];
    const results = steps.filter((step) => step.kind === 'tool').map(resultPart);
    return [
      ...(content.length > 0 ? [{ role: 'assistant' as const, parts: content }] : []),
      ...(results.length > 0 ? [{ role: 'user' as const, parts: results }] : []),
    ];
  });
}

function stepParts(step: Step): Part[] {
  switch (step.kind) {
    case 'text':
      return textPart(step.text);
    case 'reasoning':
      return [{ type: 'reasoning', text: step.text }];
    case 'tool':
      return [{ type: 'tool_call', id: step.callId, name: step.name, arguments: { ...step.arguments } }];
    case 'notice':
      return [];
  }
}

function resultPart({ callId, state, result }: ToolStep): Part {
  const stoppedContent: Part[] = [{ type: 'text', text: 'The call was stopped.' }];
  return {
    type: 'tool_result',
    callId,
    content: state === 'running' ? stoppedContent : [...result],
    isError: state !== 'done',
  };
}

function attachmentPart({ kind, name, mimeType, data }: Attachment): Part {
  switch (kind) {
    case 'image':
      return { type: 'image', mimeType, data };
    case 'file':
      return { type: 'file', mimeType, data, name };
    case 'text':
      return { type: 'text', text: `${name}:\n\n${fenced(data, mimeType.replace('text/', ''))}` };
  }
}

/** Formats text as a Markdown code block. The fence is longer than any sequence of backticks in the text. */
export function fenced(text: string, language: string): string {
  const maxFenceLength = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([fence]) => fence.length));
  const fence = '`'.repeat(maxFenceLength + 1);
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function textPart(text: string): Part[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
