import type { ChatOptions, ChatParams, ModelInfo } from '@open-llm/client';
import type { LanguageModelChatRequestMessage, LanguageModelChatTool } from 'vscode';
import { toMessages } from './messages.js';
import type { RequestOptions } from './unstable.js';

/** The value of `LanguageModelChatToolMode.Required`. */
const toolModeRequired = 2;

/** Converts a VS Code request to protocol parameters. */
export function toChatParams(
  model: ModelInfo,
  messages: readonly LanguageModelChatRequestMessage[],
  options: RequestOptions,
): ChatParams {
  const tools = (options.tools ?? []).map(toTool);
  return {
    model: model.id,
    messages: toMessages(messages),
    tools,
    // The value belongs to a VS Code enum that is not imported at run time.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-comparison
    ...(options.toolMode === toolModeRequired && tools.length > 0 ? { toolChoice: { mode: 'required' } } : {}),
    options: toChatOptions(model, options),
    ...(options.requestInitiator === undefined ? {} : { consumer: options.requestInitiator }),
  };
}

function toTool(tool: LanguageModelChatTool): NonNullable<ChatParams['tools']>[number] {
  return {
    name: tool.name,
    description: tool.description,
    ...(tool.inputSchema ? { inputSchema: { ...tool.inputSchema } } : {}),
  };
}

function toChatOptions(model: ModelInfo, options: RequestOptions): ChatOptions {
  let chatOptions: ChatOptions = {};
  const extra: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options.modelOptions ?? {})) {
    const option = optionReaders.get(name)?.(value);
    if (option) {
      chatOptions = { ...chatOptions, ...option };
    } else if (!name.startsWith('_')) {
      // Names that start with an underscore, such as those of trace IDs, are internal to VS Code.
      extra[name] = value;
    }
  }
  const effort = options.modelConfiguration?.['reasoningEffort'];
  if (typeof effort === 'string' && model.capabilities.reasoningEfforts.includes(effort)) {
    chatOptions.reasoningEffort = effort;
  }
  return Object.keys(extra).length > 0 ? { ...chatOptions, extra } : chatOptions;
}

type OptionReader = (value: unknown) => ChatOptions | undefined;

const maxOutputTokens: OptionReader = (value) => (isNumber(value) ? { maxOutputTokens: Math.floor(value) } : undefined);
const temperature: OptionReader = (value) => (isNumber(value) ? { temperature: value } : undefined);
const topP: OptionReader = (value) => (isNumber(value) ? { topP: value } : undefined);
const seed: OptionReader = (value) => (isNumber(value) ? { seed: value } : undefined);
const stop: OptionReader = (value) =>
  typeof value === 'string' ? { stop: [value] } : isStringArray(value) ? { stop: [...value] } : undefined;
const reasoningEffort: OptionReader = (value) => (typeof value === 'string' ? { reasoningEffort: value } : undefined);
const parallelToolCalls: OptionReader = (value) =>
  typeof value === 'boolean' ? { parallelToolCalls: value } : undefined;

/**
 * Reads the model options by the names that extensions use for them. All other options are sent to the provider
 * unchanged.
 */
const optionReaders: ReadonlyMap<string, OptionReader> = new Map(
  Object.entries({
    maxOutputTokens,
    maxTokens: maxOutputTokens,
    max_tokens: maxOutputTokens,
    max_completion_tokens: maxOutputTokens,
    max_output_tokens: maxOutputTokens,
    temperature,
    topP,
    top_p: topP,
    seed,
    stop,
    reasoningEffort,
    reasoning_effort: reasoningEffort,
    parallelToolCalls,
    parallel_tool_calls: parallelToolCalls,
  }),
);

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
