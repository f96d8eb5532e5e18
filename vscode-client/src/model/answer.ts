import {
  OpenLlmError,
  words,
  type ChatEvent,
  type ChatResult,
  type MessageTemplate,
  type ProviderStateEvent,
  type Usage,
} from '@open-llm/client';
import { encodeStatefulMarker, statefulMarkerMimeType } from './statefulMarker.js';
import { noticeThinking } from './noticeThinking.js';
import type { PartConstructors, ReportedPart } from './unstable.js';

/** The data part that tells the VS Code chat that the preceding reasoning has ended. */
const thinkingDone = { vscode_reasoning_done: true };

/** The receiver of a response. */
export interface ResponseReceiver {
  /** The ID of the requested model. */
  readonly modelId: string;
  /**
   * Translates notices (a retry, a fallback, a model that is loading). If absent, notices are omitted because the
   * caller would mistake them for output of the model.
   */
  readonly translateNotice?: ((message: string, template?: MessageTemplate) => string) | undefined;
  /** Receives each part of the response. */
  readonly report: (part: ReportedPart) => void;
}

/** Converts the events of a response to the parts that VS Code accepts, in the order that it expects. */
export class ResponseReporter {
  readonly #parts: PartConstructors;
  readonly #receiver: ResponseReceiver;
  readonly #states: ProviderStateEvent[] = [];
  #thinking = false;
  #hasContent = false;

  /** @param parts the VS Code classes of response parts */
  constructor(parts: PartConstructors, receiver: ResponseReceiver) {
    this.#parts = parts;
    this.#receiver = receiver;
  }

  event(event: ChatEvent): void {
    switch (event.type) {
      case 'text':
      case 'refusal':
        this.#reportText(event.text);
        break;
      case 'reasoning':
        this.#reportThinking(event.text);
        break;
      case 'tool_call':
        this.#reportContent(new this.#parts.LanguageModelToolCallPart(event.id, event.name, event.arguments));
        break;
      case 'invalid_tool_call':
        this.#reportText(
          `The model called the tool "${event.name}" with arguments that cannot be used. ${event.message}`,
        );
        break;
      case 'provider_state':
        this.#states.push(event);
        break;
      case 'notice':
        this.#reportNotice(event.message, event.messageTemplate);
        break;
    }
  }

  /** Completes the response. Fails if the response contained nothing that VS Code can show. */
  end(result: ChatResult): void {
    this.#endThinking();
    if (!this.#hasContent) {
      throw emptyResponseError(result);
    }
    if (this.#states.length > 0) {
      const states = this.#states.map(({ provider, model, data }) => ({ provider, model, data }));
      this.#reportData(encodeStatefulMarker(this.#receiver.modelId, states), statefulMarkerMimeType);
    }
    const usage = toVsCodeUsage(result.usage);
    if (usage) {
      this.#reportData(new TextEncoder().encode(JSON.stringify(usage)), 'usage');
    }
  }

  #reportText(text: string): void {
    if (text !== '') {
      this.#reportContent(new this.#parts.LanguageModelTextPart(text));
    }
  }

  #reportContent(part: ReportedPart): void {
    this.#endThinking();
    this.#hasContent = true;
    this.#receiver.report(part);
  }

  /** Reports a notice as reasoning, because the VS Code chat shows no other text that is not part of the response. */
  #reportNotice(message: string, template: MessageTemplate | undefined): void {
    if (this.#receiver.translateNotice && !this.#hasContent) {
      this.#reportThinking(noticeThinking(this.#receiver.translateNotice(message, template)));
    }
  }

  #reportThinking(text: string): void {
    const { LanguageModelThinkingPart } = this.#parts;
    if (LanguageModelThinkingPart && text !== '') {
      this.#thinking = true;
      this.#receiver.report(new LanguageModelThinkingPart(text));
    }
  }

  #endThinking(): void {
    const { LanguageModelThinkingPart } = this.#parts;
    if (LanguageModelThinkingPart && this.#thinking) {
      this.#thinking = false;
      this.#receiver.report(new LanguageModelThinkingPart('', '', thinkingDone));
    }
  }

  #reportData(data: Uint8Array, mimeType: string): void {
    this.#receiver.report(new this.#parts.LanguageModelDataPart(data, mimeType));
  }
}

/**
 * Returns the token counts in the form that the VS Code chat reads for its context indicator, or undefined if the
 * provider did not report them.
 */
function toVsCodeUsage(usage: Usage): object | undefined {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === undefined || outputTokens === undefined) {
    return undefined;
  }
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cachedInputTokens ?? 0,
      ...(usage.cacheWriteTokens === undefined ? {} : { cache_creation_input_tokens: usage.cacheWriteTokens }),
    },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
  };
}

/**
 * Returns the error for a response without text and tool calls. Without this error, VS Code would show only "No
 * response".
 */
export function emptyResponseError(result: ChatResult): OpenLlmError {
  switch (result.finishReason) {
    case 'length':
      return OpenLlmError.localizable(
        'bad_response',
        words.t('{0} reached its output limit before it responded.', result.model),
        words.t('Choose a lower reasoning effort, or increase the output limit of the model.'),
      );
    case 'content_filter':
      return OpenLlmError.localizable(
        'content_filtered',
        words.t('The provider’s content filter blocked the response from {0}.', result.model),
      );
    case 'refusal':
      return OpenLlmError.localizable('content_filtered', words.t('{0} refused to respond.', result.model));
    default:
      return OpenLlmError.localizable(
        'bad_response',
        words.t('{0} returned an empty response.', result.model),
        words.t('Try again.'),
      );
  }
}
