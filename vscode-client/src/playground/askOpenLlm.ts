import type { ChatEvent, ChatParams, OpenLlmConnection, Part, ToolDefinition } from '@open-llm/client';
import { translated, type Translate } from '../messageTemplate.js';
import { passingNotice } from '../model/passingNotice.js';
import type { Prompt } from './run.js';
import type { Ask, Piece } from './runningRun.js';

/** The consumer ID in the usage record. */
const consumer = 'playground';

/**
 * Sends prompts to Open LLM models through the server, which accepts all parameters.
 *
 * @param translate a function that translates notices
 */
export function askOpenLlm(
  connection: () => Promise<Pick<OpenLlmConnection, 'chat'>>,
  tools: () => readonly ToolDefinition[],
  translate: Translate,
): Ask {
  return async ({ id }, prompt, { signal, onPiece }) => {
    const { usage, costUsd } = await (
      await connection()
    ).chat(paramsOf(id, prompt, tools()), {
      signal,
      onEvent: (event) => pieceOf(event, translate).forEach(onPiece),
    });
    const { inputTokens, outputTokens } = usage;
    return {
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
      ...(costUsd === undefined ? {} : { costUsd }),
    };
  };
}

function paramsOf(model: string, prompt: Prompt, known: readonly ToolDefinition[]): ChatParams {
  const system: Part[] = prompt.system.trim() === '' ? [] : [{ type: 'text', text: prompt.system }];
  const images: Part[] = prompt.images.map(({ mimeType, data }) => ({ type: 'image', mimeType, data }));
  const text: Part[] = prompt.text.trim() === '' ? [] : [{ type: 'text', text: prompt.text }];
  const tools = known.filter(({ name }) => prompt.tools.includes(name));
  return {
    model,
    messages: [
      ...(system.length > 0 ? [{ role: 'system' as const, parts: system }] : []),
      { role: 'user', parts: [...images, ...text] },
    ],
    tools,
    ...(tools.length > 0 ? { toolChoice: { mode: prompt.toolChoice } } : {}),
    options: prompt.options,
    consumer,
  };
}

function pieceOf(event: ChatEvent, translate: Translate): readonly Piece[] {
  switch (event.type) {
    case 'text':
    case 'reasoning':
      return [{ type: event.type, text: event.text }];
    case 'refusal':
      return [{ type: 'text', text: event.text }];
    case 'tool_call':
      return [{ type: 'toolCall', call: { name: event.name, arguments: event.arguments } }];
    case 'invalid_tool_call':
      return [
        { type: 'notice', message: `${event.name}: ${translated(event.message, event.messageTemplate, translate)}` },
      ];
    case 'notice': {
      const passing = passingNotice(event.messageTemplate, { t: translate });
      const message = translated(event.message, event.messageTemplate, translate);
      return [{ type: 'notice', message, ...(passing ? { passing } : {}) }];
    }
    case 'provider_state':
      return [];
  }
}
