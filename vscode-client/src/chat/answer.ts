import {
  OpenLlmError,
  type CallToolParams,
  type CallToolResult,
  type ChatEvent,
  type ChatParams,
  type ChatResult,
  type Message,
  type ToolDefinition,
} from '@open-llm/client';
import { translateMessage } from '../messageTemplate.js';
import { emptyResponseError } from '../model/answer.js';
import { passingNotice, replaces } from '../model/passingNotice.js';
import { responseMessages } from './messages.js';
import { retrySeconds } from './retry.js';
import {
  applyChange,
  type ResponseTurn,
  type ResponseChange,
  type ResponseMetrics,
  type NoticeStep,
  type Step,
  type ToolStep,
} from './session.js';

/** The consumer ID of the chat page in the usage record, which represents the product itself. */
const ownConsumer = 'open-llm';
/** The maximum number of tool call rounds in one response. After that, the user must ask the model to continue. */
const maxRounds = 50;

/** The functions that are needed to generate a response. */
export interface ResponseRunParts {
  chat(params: ChatParams, options: { signal: AbortSignal; onEvent: (event: ChatEvent) => void }): Promise<ChatResult>;
  /**
   * Runs a tool, after asking the user for confirmation if required. Fails if the tool is not allowed to run or fails.
   */
  callTool(params: CallToolParams, signal: AbortSignal): Promise<CallToolResult>;
  /** Returns the reasoning effort for a model, or undefined for the provider's default. */
  effort(model: string): string | undefined;
  /** Receives each change of the response as it happens. */
  report(change: ResponseChange): void;
  /** Returns the current time of a clock for measuring durations, in milliseconds. */
  now(): number;
  /** Returns the current time, in milliseconds since 1970. */
  wallClock(): number;
  /** Returns the display name of a tool, if it has one. */
  toolTitle?(name: string): string | undefined;
  /** Translates strings to the display language. */
  readonly words: { readonly t: (message: string, ...args: (string | number)[]) => string };
}

/**
 * Generates one response: calls the model, runs the tools that it requests, and calls the model again with the results
 * until the response is complete.
 */
export class ResponseRun {
  #response: ResponseTurn;
  #round = 0;
  /** When the current reasoning step began, in milliseconds. */
  #reasoningSince: number | undefined;
  #figures: ResponseMetrics | undefined;

  constructor(
    private readonly parts: ResponseRunParts,
    response: ResponseTurn,
    /** The consumer ID for consent, limits, and the usage record. */
    private readonly consumer = ownConsumer,
  ) {
    this.#response = response;
  }

  /** Generates the response. Never fails: the last reported change contains the outcome. */
  async run(history: readonly Message[], tools: readonly ToolDefinition[], signal: AbortSignal): Promise<void> {
    try {
      for (; this.#round < maxRounds; this.#round++) {
        const result = await this.#request([...history, ...responseMessages(this.#response)], tools, signal);
        if (this.#toolCalls().length === 0) {
          this.#finish(result);
          return;
        }
        await this.#runTools(signal);
      }
      this.#addStep({
        kind: 'notice',
        round: this.#round,
        text: this.parts.words.t(
          'The model reached the limit of {0} rounds of tool calls. To resume, ask the model to continue.',
          String(maxRounds),
        ),
      });
      this.#applyChange({ kind: 'end', state: 'done', ...this.#optionalFigures() });
    } catch (failure) {
      this.#endReasoning();
      const error = OpenLlmError.from(failure);
      const stopped = signal.aborted || error.kind === 'cancelled';
      if (stopped) {
        this.#endRetry();
      }
      this.#applyChange(
        stopped
          ? { kind: 'end', state: 'stopped', ...this.#optionalFigures() }
          : { kind: 'end', state: 'failed', error: error.info, ...this.#optionalFigures() },
      );
    }
  }

  async #request(messages: Message[], tools: readonly ToolDefinition[], signal: AbortSignal): Promise<ChatResult> {
    const { model } = this.#response;
    const effort = this.parts.effort(model);
    const params: ChatParams = {
      model,
      messages,
      tools: [...tools],
      consumer: this.consumer,
      ...(effort === undefined ? {} : { options: { reasoningEffort: effort } }),
    };
    const result = await this.parts.chat(params, { signal, onEvent: (event) => this.#handleEvent(event) });
    this.#endReasoning();
    this.#figures = addMetrics(this.#figures, result);
    return result;
  }

  #handleEvent(event: ChatEvent): void {
    const round = this.#round;
    if (event.type !== 'reasoning') {
      this.#endReasoning();
    }
    switch (event.type) {
      case 'text':
      case 'refusal':
        return this.#appendText('text', event.text);
      case 'reasoning':
        this.#reasoningSince ??= this.parts.now();
        return this.#appendText('reasoning', event.text);
      case 'tool_call':
        return this.#addStep({
          kind: 'tool',
          round,
          callId: event.id,
          ...this.#toolNames(event.name),
          arguments: event.arguments,
          state: 'running',
          result: [],
        });
      case 'invalid_tool_call':
        // The tool is not run. The model receives the reason and can call the tool again.
        return this.#addStep({
          kind: 'tool',
          round,
          callId: event.id,
          ...this.#toolNames(event.name),
          arguments: {},
          state: 'failed',
          result: [{ type: 'text', text: event.message }],
        });
      case 'provider_state':
        return this.#applyChange({
          kind: 'state',
          value: { round, provider: event.provider, model: event.model, data: event.data },
        });
      case 'notice':
        return this.#handleNotice(event);
    }
  }

  #toolNames(name: string): Pick<ToolStep, 'name' | 'title'> {
    const title = this.parts.toolTitle?.(name);
    return { name, ...(title === undefined ? {} : { title }) };
  }

  #handleNotice(event: ChatEvent & { type: 'notice' }): void {
    const passing = passingNotice(event.messageTemplate, this.parts.words);
    const last = this.#response.steps.at(-1);
    const previous = last?.kind === 'notice' && last.round === this.#round ? last.passing : undefined;
    this.#applyChange({
      kind: 'step',
      step: this.#response.steps.length - (replaces(passing, previous) ? 1 : 0),
      value: {
        kind: 'notice',
        round: this.#round,
        text: translateMessage(event.message, event.messageTemplate, this.parts.words.t),
        ...(passing ? { passing } : {}),
        ...this.#retryAt(event),
      },
    });
  }

  /** Replaces a pending retry notice after a cancellation: the retry never happened. */
  #endRetry(): void {
    const last = this.#response.steps.at(-1);
    if (last?.kind === 'notice' && last.passing?.retryFor !== undefined) {
      const { round, passing } = last;
      const value: NoticeStep = { kind: 'notice', round, text: passing.retryFor ?? '' };
      this.#applyChange({ kind: 'step', step: this.#response.steps.length - 1, value });
    }
  }

  #retryAt({ topic, message }: ChatEvent & { type: 'notice' }): Pick<NoticeStep, 'retry'> {
    const seconds = topic === 'retry' ? retrySeconds(message) : undefined;
    return seconds === undefined ? {} : { retry: { atMs: this.parts.wallClock() + seconds * 1000, seconds } };
  }

  #appendText(kind: 'text' | 'reasoning', text: string): void {
    const step = this.#response.steps.length - 1;
    const last = this.#response.steps[step];
    if (last?.kind === kind && last.round === this.#round) {
      this.#applyChange({ kind: 'append', step, text });
    } else {
      this.#addStep({ kind, round: this.#round, text });
    }
  }

  #endReasoning(): void {
    const index = this.#response.steps.length - 1;
    const step = this.#response.steps[index];
    if (this.#reasoningSince !== undefined && step?.kind === 'reasoning') {
      this.#applyChange({ kind: 'step', step: index, value: { ...step, ms: this.parts.now() - this.#reasoningSince } });
    }
    this.#reasoningSince = undefined;
  }

  /** Returns the tool calls of this round, each with its index in the steps. */
  #toolCalls(): { call: ToolStep; index: number }[] {
    return this.#response.steps.flatMap((step, index) =>
      step.kind === 'tool' && step.round === this.#round ? [{ call: step, index }] : [],
    );
  }

  /** Runs the tools sequentially, so the user confirms one call at a time. */
  async #runTools(signal: AbortSignal): Promise<void> {
    for (const { call, index } of this.#toolCalls()) {
      if (call.state === 'running') {
        const outcome = await this.#runTool(call, signal);
        this.#applyChange({ kind: 'step', step: index, value: { ...call, ...outcome } });
      }
      signal.throwIfAborted();
    }
  }

  async #runTool(call: ToolStep, signal: AbortSignal): Promise<Pick<ToolStep, 'state' | 'result'>> {
    try {
      const { content, isError } = await this.parts.callTool(
        { name: call.name, arguments: { ...call.arguments } },
        signal,
      );
      return { state: isError ? 'failed' : 'done', result: content };
    } catch (failure) {
      return { state: 'failed', result: [{ type: 'text', text: OpenLlmError.from(failure).message }] };
    }
  }

  #finish(result: ChatResult): void {
    if (!this.#response.steps.some(({ kind }) => kind === 'text')) {
      throw emptyResponseError(result);
    }
    const notice = this.#truncationNotice(result);
    if (notice !== undefined) {
      this.#addStep({ kind: 'notice', round: this.#round, text: notice });
    }
    this.#applyChange({ kind: 'end', state: 'done', ...this.#optionalFigures() });
  }

  #truncationNotice({ finishReason }: ChatResult): string | undefined {
    switch (finishReason) {
      case 'length':
        return this.parts.words.t('The response was truncated because the model reached its output limit.');
      case 'content_filter':
        return this.parts.words.t('The provider’s content filter truncated the response.');
      default:
        return undefined;
    }
  }

  #optionalFigures(): { figures?: ResponseMetrics } {
    return this.#figures ? { figures: this.#figures } : {};
  }

  #addStep(step: Step): void {
    this.#applyChange({ kind: 'step', step: this.#response.steps.length, value: step });
  }

  #applyChange(change: ResponseChange): void {
    this.#response = applyChange(this.#response, change);
    this.parts.report(change);
  }
}

/**
 * Adds the metrics of one request to the previous metrics. A total is undefined if the value of any request is unknown.
 */
function addMetrics(
  previous: ResponseMetrics | undefined,
  { model, timing, usage, costUsd }: ChatResult,
): ResponseMetrics {
  const sum = (
    name: 'inputTokens' | 'outputTokens' | 'costUsd',
    value: number | undefined,
  ): Partial<ResponseMetrics> => {
    const subtotal = previous ? previous[name] : 0;
    return subtotal === undefined || value === undefined ? {} : { [name]: subtotal + value };
  };
  const firstTokenMs = previous ? previous.firstTokenMs : timing.firstTokenMs;
  const contextTokens = usage.inputTokens === undefined ? undefined : usage.inputTokens + (usage.outputTokens ?? 0);
  return {
    model,
    totalMs: (previous?.totalMs ?? 0) + timing.totalMs,
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...sum('inputTokens', usage.inputTokens),
    ...sum('outputTokens', usage.outputTokens),
    ...sum('costUsd', costUsd),
  };
}
