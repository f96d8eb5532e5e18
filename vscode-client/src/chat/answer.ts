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
import { translated } from '../messageTemplate.js';
import { emptyAnswer } from '../model/answer.js';
import { passingNotice, replaces } from '../model/passingNotice.js';
import { answerMessages } from './messages.js';
import { retrySeconds } from './retry.js';
import {
  changed,
  type AnswerTurn,
  type Change,
  type Figures,
  type NoticeStep,
  type Step,
  type ToolStep,
} from './session.js';

/** The consumer ID of the chat page in the usage record, which represents the product itself. */
const ownConsumer = 'open-llm';
/** The maximum number of tool call rounds in one response. After that, the user must ask the model to continue. */
const mostRounds = 50;

/** The functions that are needed to generate a response. */
export interface AnswerParts {
  chat(params: ChatParams, options: { signal: AbortSignal; onEvent: (event: ChatEvent) => void }): Promise<ChatResult>;
  /**
   * Runs a tool, after asking the user for confirmation if required. Fails if the tool is not allowed to run or fails.
   */
  callTool(params: CallToolParams, signal: AbortSignal): Promise<CallToolResult>;
  /** Returns the reasoning effort for a model, or undefined for the provider's default. */
  effort(model: string): string | undefined;
  /** Receives each change of the response as it happens. */
  report(change: Change): void;
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
export class AnswerRun {
  #answer: AnswerTurn;
  #round = 0;
  /** When the current reasoning step began, in milliseconds. */
  #reasoningSince: number | undefined;
  #figures: Figures | undefined;

  constructor(
    private readonly parts: AnswerParts,
    answer: AnswerTurn,
    /** The consumer ID for consent, limits, and the usage record. */
    private readonly consumer = ownConsumer,
  ) {
    this.#answer = answer;
  }

  /** Generates the response. Never fails: the last reported change contains the outcome. */
  async run(history: readonly Message[], tools: readonly ToolDefinition[], signal: AbortSignal): Promise<void> {
    try {
      for (; this.#round < mostRounds; this.#round++) {
        const result = await this.#ask([...history, ...answerMessages(this.#answer)], tools, signal);
        if (this.#calls().length === 0) {
          this.#finish(result);
          return;
        }
        await this.#runTools(signal);
      }
      this.#add({
        kind: 'notice',
        round: this.#round,
        text: this.parts.words.t(
          'The model reached the limit of {0} rounds of tool calls. To resume, ask the model to continue.',
          String(mostRounds),
        ),
      });
      this.#change({ kind: 'end', state: 'done', ...this.#taken() });
    } catch (failure) {
      this.#endReasoning();
      const error = OpenLlmError.from(failure);
      const stopped = signal.aborted || error.kind === 'cancelled';
      if (stopped) {
        this.#endRetry();
      }
      this.#change(
        stopped
          ? { kind: 'end', state: 'stopped', ...this.#taken() }
          : { kind: 'end', state: 'failed', error: error.info, ...this.#taken() },
      );
    }
  }

  async #ask(messages: Message[], tools: readonly ToolDefinition[], signal: AbortSignal): Promise<ChatResult> {
    const { model } = this.#answer;
    const effort = this.parts.effort(model);
    const params: ChatParams = {
      model,
      messages,
      tools: [...tools],
      consumer: this.consumer,
      ...(effort === undefined ? {} : { options: { reasoningEffort: effort } }),
    };
    const result = await this.parts.chat(params, { signal, onEvent: (event) => this.#event(event) });
    this.#endReasoning();
    this.#figures = added(this.#figures, result);
    return result;
  }

  #event(event: ChatEvent): void {
    const round = this.#round;
    if (event.type !== 'reasoning') {
      this.#endReasoning();
    }
    switch (event.type) {
      case 'text':
      case 'refusal':
        return this.#append('text', event.text);
      case 'reasoning':
        this.#reasoningSince ??= this.parts.now();
        return this.#append('reasoning', event.text);
      case 'tool_call':
        return this.#add({
          kind: 'tool',
          round,
          callId: event.id,
          ...this.#named(event.name),
          arguments: event.arguments,
          state: 'running',
          result: [],
        });
      case 'invalid_tool_call':
        // The tool is not run. The model receives the reason and can call the tool again.
        return this.#add({
          kind: 'tool',
          round,
          callId: event.id,
          ...this.#named(event.name),
          arguments: {},
          state: 'failed',
          result: [{ type: 'text', text: event.message }],
        });
      case 'provider_state':
        return this.#change({
          kind: 'state',
          value: { round, provider: event.provider, model: event.model, data: event.data },
        });
      case 'notice':
        return this.#notice(event);
    }
  }

  #named(name: string): Pick<ToolStep, 'name' | 'title'> {
    const title = this.parts.toolTitle?.(name);
    return { name, ...(title === undefined ? {} : { title }) };
  }

  #notice(event: ChatEvent & { type: 'notice' }): void {
    const passing = passingNotice(event.messageTemplate, this.parts.words);
    const last = this.#answer.steps.at(-1);
    const before = last?.kind === 'notice' && last.round === this.#round ? last.passing : undefined;
    this.#change({
      kind: 'step',
      step: this.#answer.steps.length - (replaces(passing, before) ? 1 : 0),
      value: {
        kind: 'notice',
        round: this.#round,
        text: translated(event.message, event.messageTemplate, this.parts.words.t),
        ...(passing ? { passing } : {}),
        ...this.#retryAt(event),
      },
    });
  }

  /** Replaces a pending retry notice after a cancellation: the retry never happened. */
  #endRetry(): void {
    const last = this.#answer.steps.at(-1);
    if (last?.kind === 'notice' && last.passing?.retryFor !== undefined) {
      const { round, passing } = last;
      const value: NoticeStep = { kind: 'notice', round, text: passing.retryFor ?? '' };
      this.#change({ kind: 'step', step: this.#answer.steps.length - 1, value });
    }
  }

  #retryAt({ topic, message }: ChatEvent & { type: 'notice' }): Pick<NoticeStep, 'retry'> {
    const seconds = topic === 'retry' ? retrySeconds(message) : undefined;
    return seconds === undefined ? {} : { retry: { atMs: this.parts.wallClock() + seconds * 1000, seconds } };
  }

  #append(kind: 'text' | 'reasoning', text: string): void {
    const step = this.#answer.steps.length - 1;
    const last = this.#answer.steps[step];
    if (last?.kind === kind && last.round === this.#round) {
      this.#change({ kind: 'append', step, text });
    } else {
      this.#add({ kind, round: this.#round, text });
    }
  }

  #endReasoning(): void {
    const index = this.#answer.steps.length - 1;
    const step = this.#answer.steps[index];
    if (this.#reasoningSince !== undefined && step?.kind === 'reasoning') {
      this.#change({ kind: 'step', step: index, value: { ...step, ms: this.parts.now() - this.#reasoningSince } });
    }
    this.#reasoningSince = undefined;
  }

  /** Returns the tool calls of this round, each with its index in the steps. */
  #calls(): { call: ToolStep; index: number }[] {
    return this.#answer.steps.flatMap((step, index) =>
      step.kind === 'tool' && step.round === this.#round ? [{ call: step, index }] : [],
    );
  }

  /** Runs the tools sequentially, so the user confirms one call at a time. */
  async #runTools(signal: AbortSignal): Promise<void> {
    for (const { call, index } of this.#calls()) {
      if (call.state === 'running') {
        const outcome = await this.#runTool(call, signal);
        this.#change({ kind: 'step', step: index, value: { ...call, ...outcome } });
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
    if (!this.#answer.steps.some(({ kind }) => kind === 'text')) {
      throw emptyAnswer(result);
    }
    const cut = this.#wordOnCut(result);
    if (cut !== undefined) {
      this.#add({ kind: 'notice', round: this.#round, text: cut });
    }
    this.#change({ kind: 'end', state: 'done', ...this.#taken() });
  }

  #wordOnCut({ finishReason }: ChatResult): string | undefined {
    switch (finishReason) {
      case 'length':
        return this.parts.words.t('The response was truncated because the model reached its output limit.');
      case 'content_filter':
        return this.parts.words.t('The provider’s content filter truncated the response.');
      default:
        return undefined;
    }
  }

  #taken(): { figures?: Figures } {
    return this.#figures ? { figures: this.#figures } : {};
  }

  #add(step: Step): void {
    this.#change({ kind: 'step', step: this.#answer.steps.length, value: step });
  }

  #change(change: Change): void {
    this.#answer = changed(this.#answer, change);
    this.parts.report(change);
  }
}

/**
 * Adds the metrics of one request to the previous metrics. A total is undefined if the value of any request is unknown.
 */
function added(before: Figures | undefined, { model, timing, usage, costUsd }: ChatResult): Figures {
  const sum = (name: 'inputTokens' | 'outputTokens' | 'costUsd', value: number | undefined): Partial<Figures> => {
    const sofar = before ? before[name] : 0;
    return sofar === undefined || value === undefined ? {} : { [name]: sofar + value };
  };
  const firstTokenMs = before ? before.firstTokenMs : timing.firstTokenMs;
  const contextTokens = usage.inputTokens === undefined ? undefined : usage.inputTokens + (usage.outputTokens ?? 0);
  return {
    model,
    totalMs: (before?.totalMs ?? 0) + timing.totalMs,
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...sum('inputTokens', usage.inputTokens),
    ...sum('outputTokens', usage.outputTokens),
    ...sum('costUsd', costUsd),
  };
}
