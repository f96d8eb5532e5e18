import { OpenLlmError, type ChatEvent, type ChatResult, type ProviderStateEvent, type Usage } from '@open-llm/client';
import { encodeStatefulMarker, statefulMarkerMimeType } from './statefulMarker.js';
import type { PartConstructors, ReportedPart } from './unstable.js';

/** The piece that tells VS Code's chat that the thinking before it is over. */
const thinkingDone = { vscode_reasoning_done: true };

/** Turns the events of one answer into the parts that VS Code takes, in the order it expects them. */
export class AnswerReporter {
  readonly #parts: PartConstructors;
  readonly #modelId: string;
  readonly #report: (part: ReportedPart) => void;
  readonly #states: ProviderStateEvent[] = [];
  #thinking = false;
  #answered = false;

  /**
   * @param parts VS Code's classes
   * @param modelId id of the model that answers
   * @param report takes each part
   */
  constructor(parts: PartConstructors, modelId: string, report: (part: ReportedPart) => void) {
    this.#parts = parts;
    this.#modelId = modelId;
    this.#report = report;
  }

  event(event: ChatEvent): void {
    switch (event.type) {
      case 'text':
      case 'refusal':
        this.#text(event.text);
        break;
      case 'reasoning':
        this.#think(event.text);
        break;
      case 'tool_call':
        this.#answer(new this.#parts.LanguageModelToolCallPart(event.id, event.name, event.arguments));
        break;
      case 'invalid_tool_call':
        this.#text(`The model called the tool "${event.name}" with arguments that cannot be used. ${event.message}`);
        break;
      case 'provider_state':
        this.#states.push(event);
        break;
      case 'notice':
        // For the log: VS Code would keep it in the conversation.
        break;
    }
  }

  /** The end of the answer; fails when there was nothing in it that VS Code could show. */
  end(result: ChatResult): void {
    this.#endThinking();
    if (!this.#answered) {
      throw emptyAnswer(result);
    }
    if (this.#states.length > 0) {
      const states = this.#states.map(({ provider, model, data }) => ({ provider, model, data }));
      this.#data(encodeStatefulMarker(this.#modelId, states), statefulMarkerMimeType);
    }
    const usage = usageOf(result.usage);
    if (usage) {
      this.#data(new TextEncoder().encode(JSON.stringify(usage)), 'usage');
    }
  }

  #text(text: string): void {
    if (text !== '') {
      this.#answer(new this.#parts.LanguageModelTextPart(text));
    }
  }

  #answer(part: ReportedPart): void {
    this.#endThinking();
    this.#answered = true;
    this.#report(part);
  }

  #think(text: string): void {
    const { LanguageModelThinkingPart } = this.#parts;
    if (LanguageModelThinkingPart && text !== '') {
      this.#thinking = true;
      this.#report(new LanguageModelThinkingPart(text));
    }
  }

  #endThinking(): void {
    const { LanguageModelThinkingPart } = this.#parts;
    if (LanguageModelThinkingPart && this.#thinking) {
      this.#thinking = false;
      this.#report(new LanguageModelThinkingPart('', '', thinkingDone));
    }
  }

  #data(data: Uint8Array, mimeType: string): void {
    this.#report(new this.#parts.LanguageModelDataPart(data, mimeType));
  }
}

/** Tokens in the form that VS Code's chat reads for its context indicator; nothing when they were not reported. */
function usageOf(usage: Usage): object | undefined {
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

/** VS Code says only "No response" for an answer without text and tool calls. */
export function emptyAnswer(result: ChatResult): OpenLlmError {
  switch (result.finishReason) {
    case 'length':
      return OpenLlmError.of(
        'bad_response',
        `${result.model} used up its output tokens before it answered.`,
        'Choose a lower thinking effort, or raise the output tokens of the model.',
      );
    case 'content_filter':
      return OpenLlmError.of('content_filtered', `The provider's filter kept back the answer of ${result.model}.`);
    case 'refusal':
      return OpenLlmError.of('content_filtered', `${result.model} refused to answer.`);
    default:
      return OpenLlmError.of('bad_response', `${result.model} ended without an answer.`, 'Ask again.');
  }
}
