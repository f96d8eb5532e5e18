import { OpenLlmError } from '@open-llm/client';
import * as vscode from 'vscode';
import { isRecord, readPart } from '../model/parts.js';
import type { PlayModel, Prompt } from './run.js';
import type { SendPrompt, Chunk, Usage } from './runningRun.js';

/** Sends prompts to models of other extensions in VS Code. */
export const sendToVsCode: SendPrompt = async ({ vendor, model: id }, prompt, { signal, onChunk }) => {
  const [model] = await vscode.lm.selectChatModels({ vendor, id });
  if (!model) {
    throw OpenLlmError.of(
      'model_not_found',
      vscode.l10n.t('VS Code no longer offers {0}.', id),
      vscode.l10n.t('Choose another model, or make sure that the extension that provides this model is enabled.'),
    );
  }
  const cancellation = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => cancellation.cancel(), { once: true });
  noticesOf(prompt).forEach((message) => onChunk({ type: 'notice', message }));
  try {
    const messages = toVsCodeMessages(prompt);
    const response = await model.sendRequest(messages, toRequestOptions(prompt), cancellation.token);
    const output = new ResponseCollector(onChunk);
    for await (const part of response.stream) {
      output.add(part);
    }
    return output.usage ?? (await countUsage(model, messages, output.text));
  } catch (failure) {
    throw signal.aborted ? OpenLlmError.cancelled() : toOpenLlmError(failure);
  } finally {
    cancellation.dispose();
  }
};

/** Returns the models of all other vendors. VS Code does not reveal their capabilities. */
export async function listOtherModels(excludedVendors: ReadonlySet<string>): Promise<PlayModel[]> {
  const models = await vscode.lm.selectChatModels();
  return models.filter(({ vendor }) => !excludedVendors.has(vendor)).map(toPlayModel);
}

function toPlayModel({ vendor, id, name, family, maxInputTokens }: vscode.LanguageModelChat): PlayModel {
  return {
    vendor,
    // The prefix prevents conflicts with an Open LLM provider that has the same name as the vendor and a model with the
    // same ID.
    id: `vscode:${vendor}/${id}`,
    provider: vscode.l10n.t('{0} in VS Code', vendor),
    model: id,
    name,
    family,
    limits: { contextTokens: maxInputTokens, maxInputTokens, maxOutputTokens: 0 },
    capabilities: {
      tools: false,
      vision: false,
      files: false,
      reasoning: false,
      reasoningEfforts: [],
      structuredOutput: false,
      streaming: true,
    },
    sources: {},
  };
}

/** Collects the parts of a response. */
class ResponseCollector {
  text = '';
  /** The usage, if the provider reports it in the form that the VS Code chat reads. */
  usage: Usage | undefined;

  constructor(private readonly onChunk: (chunk: Chunk) => void) {}

  add(raw: unknown): void {
    const part = readPart(raw);
    switch (part.kind) {
      case 'text':
        this.text += part.text;
        this.#emit({ type: 'text', text: part.text });
        break;
      case 'thinking':
        this.text += part.text;
        this.#emit({ type: 'reasoning', text: part.text });
        break;
      case 'toolCall':
        this.text += JSON.stringify(part.input);
        this.onChunk({ type: 'toolCall', call: { name: part.name, arguments: { ...part.input } } });
        break;
      case 'data':
        this.usage = part.mimeType === 'usage' ? parseUsage(part.data) : this.usage;
        break;
      default:
    }
  }

  #emit(chunk: Chunk & { readonly text: string }): void {
    if (chunk.text !== '') {
      this.onChunk(chunk);
    }
  }
}

function parseUsage(data: Uint8Array): Usage | undefined {
  try {
    const usage: unknown = JSON.parse(new TextDecoder().decode(data));
    const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = isRecord(usage) ? usage : {};
    return typeof inputTokens === 'number' && typeof outputTokens === 'number'
      ? { inputTokens, outputTokens }
      : undefined;
  } catch {
    return undefined; // an unknown format of another extension
  }
}

/** Returns the token counts from the counter of the vendor, for vendors that do not report usage. */
async function countUsage(
  model: vscode.LanguageModelChat,
  messages: readonly vscode.LanguageModelChatMessage[],
  output: string,
): Promise<Usage> {
  try {
    const input = await Promise.all(messages.map((message) => model.countTokens(message)));
    const inputTokens = input.reduce((sum, tokens) => sum + tokens, 0);
    return { inputTokens, outputTokens: await model.countTokens(output), estimated: true };
  } catch {
    return {};
  }
}

function toVsCodeMessages(prompt: Prompt): vscode.LanguageModelChatMessage[] {
  const images = prompt.images.map(({ mimeType, data }) =>
    vscode.LanguageModelDataPart.image(Buffer.from(data, 'base64'), mimeType),
  );
  return [
    ...(prompt.system.trim() === '' ? [] : [vscode.LanguageModelChatMessage.User(prompt.system)]),
    vscode.LanguageModelChatMessage.User([...images, new vscode.LanguageModelTextPart(prompt.text)]),
  ];
}

/** Returns the request options. The parameters have the names that most extensions read. */
function toRequestOptions({ options, tools, toolChoice }: Prompt): vscode.LanguageModelChatRequestOptions {
  const { maxOutputTokens, temperature, topP, stop, seed, reasoningEffort, extra } = options;
  const modelOptions = Object.entries({
    max_tokens: maxOutputTokens,
    temperature,
    top_p: topP,
    stop: stop && stop.length > 0 ? stop : undefined,
    seed,
    reasoning_effort: reasoningEffort,
    ...extra,
  }).filter(([, value]) => value !== undefined);
  const offered = toolChoice === 'none' ? [] : vscode.lm.tools.filter(({ name }) => tools.includes(name));
  return {
    justification: vscode.l10n.t(
      'The Open LLM playground sends prompts to the selected models to compare their responses.',
    ),
    modelOptions: Object.fromEntries(modelOptions),
    tools: offered.map(({ name, description, inputSchema }) => ({
      name,
      description,
      ...(inputSchema ? { inputSchema } : {}),
    })),
    toolMode:
      toolChoice === 'required' ? vscode.LanguageModelChatToolMode.Required : vscode.LanguageModelChatToolMode.Auto,
  };
}

function noticesOf(prompt: Prompt): string[] {
  const hasParameters = Object.values(prompt.options).some((value) => value !== undefined);
  return [
    ...(prompt.system.trim() === ''
      ? []
      : [vscode.l10n.t('VS Code does not support system messages. The system prompt was sent as the first message.')]),
    ...(hasParameters
      ? [vscode.l10n.t('The extension that provides this model determines whether the parameters apply.')]
      : []),
  ];
}

function toOpenLlmError(failure: unknown): OpenLlmError {
  const message = failure instanceof Error ? failure.message : String(failure);
  switch (failure instanceof vscode.LanguageModelError ? failure.code : '') {
    case vscode.LanguageModelError.NoPermissions.name:
      return OpenLlmError.of(
        'permission',
        message,
        vscode.l10n.t('When VS Code prompts you, allow Open LLM Provider to use this model.'),
      );
    case vscode.LanguageModelError.NotFound.name:
      return OpenLlmError.of(
        'model_not_found',
        message,
        vscode.l10n.t('Choose another model, or make sure that the extension that provides this model is enabled.'),
      );
    case vscode.LanguageModelError.Blocked.name:
      return OpenLlmError.of('content_filtered', message);
    default:
      return OpenLlmError.from(failure);
  }
}
