import type { ChatOptions, ErrorInfo, ImagePart, ToolChoiceMode } from '@open-llm/client';
import { replaces, type PassingNotice } from '../model/passingNotice.js';
import type { ShownModel } from '../model/providerNames.js';
import { columnNames } from './columnNames.js';

/** A model that the playground can use: one of Open LLM's, or one of another extension in VS Code. */
export interface PlayModel extends ShownModel {
  /** The vendor in VS Code: `open-llm`, or another. */
  readonly vendor: string;
}

/** The request to all models of a run. */
export interface Prompt {
  /** Empty for none. */
  readonly system: string;
  readonly text: string;
  readonly images: readonly PromptImage[];
  /** Names of VS Code's tools that are offered. A call is shown and not run. */
  readonly tools: readonly string[];
  readonly toolChoice: ToolChoiceMode;
  readonly options: ChatOptions;
}

export type PromptImage = Pick<ImagePart, 'mimeType' | 'data'> & { readonly name: string };

/** One model's part in a run. */
export interface Column {
  readonly model: PlayModel;
  readonly state: ColumnState;
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  /** Notices about the request: a retry, an omitted parameter. */
  readonly notices: readonly string[];
  /** What it waits for. */
  readonly waitsFor?: Waiting;
  readonly figures: Figures;
  readonly error?: ErrorInfo;
}

export type ColumnState = 'waiting' | 'answering' | 'done' | 'stopped' | 'failed';

export interface ToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Something that is going on, and what it is afterwards. */
export interface Waiting {
  readonly message: string;
  readonly passing: PassingNotice;
}

/** The measurements, all with one clock in this extension. Absent values are unknown. */
export interface Figures {
  /** From the prompt to the first text, reasoning or tool call, in milliseconds. */
  readonly firstTokenMs?: number;
  /** From the prompt to the latest chunk, in milliseconds. */
  readonly totalMs?: number;
  readonly inputTokens?: number;
  /** Including reasoning. */
  readonly outputTokens?: number;
  /** The tokens were counted here, because the provider did not report them. */
  readonly estimated?: boolean;
  readonly costUsd?: number;
}

/** One prompt to several models. */
export interface Run {
  /** Letters, digits and `-`; later runs sort later. */
  readonly id: string;
  /** In ISO 8601 and UTC. */
  readonly startedAt: string;
  readonly prompt: Prompt;
  readonly columns: readonly Column[];
}

/** A saved run in a list. */
export interface RunSummary {
  readonly id: string;
  readonly startedAt: string;
  /** The beginning of the prompt. */
  readonly title: string;
  /** Names of the models. */
  readonly models: readonly string[];
}

/** An event in a column, with the milliseconds since the prompt. */
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
      readonly usage: Pick<Figures, 'inputTokens' | 'outputTokens' | 'estimated' | 'costUsd'>;
      readonly error?: ErrorInfo;
    };

/** The event, and its column. */
export interface RunEvent {
  readonly index: number;
  readonly event: ColumnEvent;
}

/** An ID for a run that begins now; later runs sort later. */
export function runIdAt(time: Date): string {
  const random = Math.random().toString(36).slice(2, 6);
  return `${time.toISOString().replace(/[^\dTZ]/g, '-')}-${random}`;
}

/** A column without a response. */
export function emptyColumn(model: PlayModel): Column {
  return { model, state: 'waiting', text: '', reasoning: '', toolCalls: [], notices: [], figures: {} };
}

/** The run after an event; used by both host and page. */
export function runAfter(run: Run, { index, event }: RunEvent): Run {
  return { ...run, columns: run.columns.map((column, at) => (at === index ? after(column, event) : column)) };
}

function after(column: Column, event: ColumnEvent): Column {
  switch (event.type) {
    case 'asked':
      return emptyColumn(column.model);
    case 'text':
      return answering(column, event.atMs, { text: column.text + event.text });
    case 'reasoning':
      return answering(column, event.atMs, { reasoning: column.reasoning + event.text });
    case 'toolCall':
      return answering(column, event.atMs, { toolCalls: [...column.toolCalls, event.call] });
    case 'notice':
      return noticed(column, event.message, event.passing);
    case 'ended':
      return {
        ...settled(column, event.state === 'stopped'),
        state: event.state,
        figures: { ...column.figures, totalMs: event.atMs, ...event.usage },
        ...(event.error ? { error: event.error } : {}),
      };
  }
}

function noticed(column: Column, message: string, passing: PassingNotice | undefined): Column {
  const { waitsFor, ...rest } = column;
  const before = replaces(passing, waitsFor?.passing) ? rest : settled(column);
  return passing ? { ...before, waitsFor: { message, passing } } : { ...before, notices: [...before.notices, message] };
}

/** A column that waits for nothing any more. */
function settled(column: Column, stopped = false): Column {
  const { waitsFor, ...rest } = column;
  const past = waitsFor?.passing.past ?? '';
  const text = stopped ? (waitsFor?.passing.retryFor ?? past) : past;
  return text === '' ? rest : { ...rest, notices: [...rest.notices, text] };
}

function answering(column: Column, atMs: number, more: Partial<Column>): Column {
  const figures = { ...column.figures, firstTokenMs: column.figures.firstTokenMs ?? atMs, totalMs: atMs };
  return { ...settled(column), ...more, state: 'answering', figures };
}

export function isOver({ state }: Column): boolean {
  return state === 'done' || state === 'stopped' || state === 'failed';
}

export function summaryOf({ id, startedAt, prompt, columns }: Run): RunSummary {
  const title = prompt.text.trim().split('\n', 1)[0] ?? '';
  return { id, startedAt, title: title.slice(0, 200), models: columnNames(columns.map(({ model }) => model)) };
}
