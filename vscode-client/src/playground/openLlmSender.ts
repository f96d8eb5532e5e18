import type { ChatEvent, ChatParams, OpenLlmConnection, Part, ToolDefinition } from '@open-llm/client';
import { translateMessage, type Translate } from '../messageTemplate.js';
import { passingNotice } from '../model/passingNotice.js';
import type { Prompt } from './run.js';
import type { SendPrompt, Chunk } from './runningRun.js';

/** The consumer ID in the usage record. */
const consumer = 'playground';

/**
 * Sends prompts to Open LLM models through the server, which accepts all parameters.
 *
 * @param translate a function that translates notices
 */
export function createOpenLlmSender(
  connection: () => Promise<Pick<OpenLlmConnection, 'chat'>>,
  tools: () => readonly ToolDefinition[],
  translate: Translate,
): SendPrompt {
  return async ({ id }, prompt, { signal, onChunk }) => {
    const { usage, costUsd } = await (
      await connection()
    ).chat(toChatParams(id, prompt, tools()), {
      signal,
      onEvent: (event) => toChunks(event, translate).forEach(onChunk),
    });
    const { inputTokens, outputTokens } = usage;
    return {
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
      ...(costUsd === undefined ? {} : { costUsd }),
    };
  };
}

function toChatParams(model: string, prompt: Prompt, available: readonly ToolDefinition[]): ChatParams {
  const system: Part[] = prompt.system.trim() === '' ? [] : [{ type: 'text', text: prompt.system }];
  const images: Part[] = prompt.images.map(({ mimeType, data }) => ({ type: 'image', mimeType, data }));
  const text: Part[] = prompt.text.trim() === '' ? [] : [{ type: 'text', text: prompt.text }];
  const tools = available.filter(({ name }) => prompt.tools.includes(name));
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

function toChunks(event: ChatEvent, translate: Translate): readonly Chunk[] {
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
        {
          type: 'notice',
          message: `${event.name}: ${translateMessage(event.message, event.messageTemplate, translate)}`,
        },
      ];
    case 'notice': {
      const passing = passingNotice(event.messageTemplate, { t: translate });
      const message = translateMessage(event.message, event.messageTemplate, translate);
      return [{ type: 'notice', message, ...(passing ? { passing } : {}) }];
    }
    case 'provider_state':
      return [];
  }
}
