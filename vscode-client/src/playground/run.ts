import type { ChatOptions, ErrorInfo, ImagePart, ToolChoiceMode } from '@open-llm/client';
import { replaces, type PassingNotice } from '../model/passingNotice.js';
import type { NamedModel } from '../model/providerNames.js';
import { columnNames } from './columnNames.js';

/** A model that the playground can use. It belongs to Open LLM or to another extension in VS Code. */
export interface PlayModel extends NamedModel {
  /** The vendor ID in VS Code: `open-llm` or the ID of another vendor. */
  readonly vendor: string;
}

/** The request that is sent to all models of a run. */
export interface Prompt {
  /** The system prompt; empty if there is none. */
  readonly system: string;
  readonly text: string;
  readonly images: readonly PromptImage[];
  /** The names of the VS Code tools that are offered to the models. Tool calls are shown but not run. */
  readonly tools: readonly string[];
  readonly toolChoice: ToolChoiceMode;
  readonly options: ChatOptions;
}

export type PromptImage = Pick<ImagePart, 'mimeType' | 'data'> & { readonly name: string };

/** The state of one model in a run. */
export interface Column {
  readonly model: PlayModel;
  readonly state: ColumnState;
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  /** Notices about the request, such as a retry or an omitted parameter. */
  readonly notices: readonly string[];
  /** The temporary activity that the response is waiting for. */
  readonly waitsFor?: TemporaryNotice;
  readonly figures: ColumnMetrics;
  readonly error?: ErrorInfo;
}

export type ColumnState = 'waiting' | 'answering' | 'done' | 'stopped' | 'failed';

export interface ToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** A notice about a temporary activity, with the text that replaces the notice afterwards. */
export interface TemporaryNotice {
  readonly message: string;
  readonly passing: PassingNotice;
}

/** Metrics, all measured with the same clock in this extension. Unknown values are absent. */
export interface ColumnMetrics {
  /** The time from sending the prompt to the first text, reasoning, or tool call, in milliseconds. */
  readonly firstTokenMs?: number;
  /** The time from sending the prompt to the latest chunk, in milliseconds. */
  readonly totalMs?: number;
  readonly inputTokens?: number;
  /** The number of output tokens, including reasoning. */
  readonly outputTokens?: number;
  /** Whether this extension counted the tokens because the provider did not report them. */
  readonly estimated?: boolean;
  readonly costUsd?: number;
}

/** A prompt that is sent to several models, and their responses. */
export interface Run {
  /** The ID, which consists of letters, digits, and `-`. IDs of later runs sort after those of earlier runs. */
  readonly id: string;
  /** When the run started, in ISO 8601 format and UTC. */
  readonly startedAt: string;
  readonly prompt: Prompt;
  readonly columns: readonly Column[];
}

/** A saved run, as shown in a list. */
export interface RunSummary {
  readonly id: string;
  readonly startedAt: string;
  /** The beginning of the prompt. */
  readonly title: string;
  /** The names of the models. */
  readonly models: readonly string[];
}

/** An event in a column. `atMs` is the time since the prompt was sent, in milliseconds. */
export type ColumnEvent =
  | { readonly type: 'asked' }
  | { readonly type: 'text'; readonly text: string; readonly atMs: number }
  | { readonly type: 'reasoning'; readonly text: string; readonly atMs: number }
  | { readonly type: 'toolCall'; readonly call: ToolCall; readonly atMs: number }
  | { readonly type: 'notice'; readonly message: string; readonly passing?: PassingNotice; readonly atMs: number }
  | {
      readonly type: 'ended';
      readonly state: 'done' | 'stopped' | 'failed';
      readonly atMs: number;
      readonly usage: Pick<ColumnMetrics, 'inputTokens' | 'outputTokens' | 'estimated' | 'costUsd'>;
      readonly error?: ErrorInfo;
    };

/** An event and the index of its column. */
export interface RunEvent {
  readonly index: number;
  readonly event: ColumnEvent;
}

/** Returns an ID for a run that starts at the specified time. IDs of later runs sort after those of earlier runs. */
export function createRunId(time: Date): string {
  const random = Math.random().toString(36).slice(2, 6);
  return `${time.toISOString().replace(/[^\dTZ]/g, '-')}-${random}`;
}

/** Returns the initial state of a column, without a response. */
export function emptyColumn(model: PlayModel): Column {
  return { model, state: 'waiting', text: '', reasoning: '', toolCalls: [], notices: [], figures: {} };
}

/** Returns the run after an event. Both the host and the page use this function. */
export function applyRunEvent(run: Run, { index, event }: RunEvent): Run {
  return {
    ...run,
    columns: run.columns.map((column, at) => (at === index ? applyColumnEvent(column, event) : column)),
  };
}

function applyColumnEvent(column: Column, event: ColumnEvent): Column {
  switch (event.type) {
    case 'asked':
      return emptyColumn(column.model);
    case 'text':
      return addContent(column, event.atMs, { text: column.text + event.text });
    case 'reasoning':
      return addContent(column, event.atMs, { reasoning: column.reasoning + event.text });
    case 'toolCall':
      return addContent(column, event.atMs, { toolCalls: [...column.toolCalls, event.call] });
    case 'notice':
      return addNotice(column, event.message, event.passing);
    case 'ended':
      return {
        ...endWaiting(column, event.state === 'stopped'),
        state: event.state,
        figures: { ...column.figures, totalMs: event.atMs, ...event.usage },
        ...(event.error ? { error: event.error } : {}),
      };
  }
}

function addNotice(column: Column, message: string, passing: PassingNotice | undefined): Column {
  const { waitsFor, ...rest } = column;
  const base = replaces(passing, waitsFor?.passing) ? rest : endWaiting(column);
  return passing ? { ...base, waitsFor: { message, passing } } : { ...base, notices: [...base.notices, message] };
}

/** Returns a column that is no longer waiting for anything. */
function endWaiting(column: Column, stopped = false): Column {
  const { waitsFor, ...rest } = column;
  const past = waitsFor?.passing.past ?? '';
  const text = stopped ? (waitsFor?.passing.retryFor ?? past) : past;
  return text === '' ? rest : { ...rest, notices: [...rest.notices, text] };
}

function addContent(column: Column, atMs: number, changes: Partial<Column>): Column {
  const figures = { ...column.figures, firstTokenMs: column.figures.firstTokenMs ?? atMs, totalMs: atMs };
  return { ...endWaiting(column), ...changes, state: 'answering', figures };
}

export function hasEnded({ state }: Column): boolean {
  return state === 'done' || state === 'stopped' || state === 'failed';
}

export function summarize({ id, startedAt, prompt, columns }: Run): RunSummary {
  const title = prompt.text.trim().split('\n', 1)[0] ?? '';
  return { id, startedAt, title: title.slice(0, 200), models: columnNames(columns.map(({ model }) => model)) };
}
