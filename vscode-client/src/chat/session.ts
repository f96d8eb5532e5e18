import type { ErrorInfo, Part } from '@open-llm/client';
import type { PassingNotice } from '../model/passingNotice.js';

/** A conversation, as it is saved and shown. */
export interface Session {
  readonly id: string;
  /** The title: the beginning of the first message, unless the user renamed the session. */
  readonly title: string;
  /** When the session was last changed, in milliseconds since 1970. */
  readonly changedAtMs: number;
  /** The workspace name; absent if the window has no workspace. */
  readonly workspace?: string;
  readonly turns: readonly Turn[];
}

export type Turn = UserTurn | ResponseTurn;

export interface UserTurn {
  readonly kind: 'user';
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** The versions of this message; present if it was edited or its response was requested again. */
  readonly versions?: Versions;
}

/**
 * The alternative continuations of a conversation, starting at one message. Views receive only the number of turns, not
 * their content.
 */
export interface Versions {
  /** The index of the shown version. */
  readonly shown: number;
  /** For each version, the message and all turns after it; empty for the shown version. */
  readonly tails: readonly (readonly Turn[])[];
}

/** An attachment of a message. Text is inserted into the message; images and documents are sent as separate parts. */
export interface Attachment {
  readonly kind: 'text' | 'image' | 'file';
  /** The name, such as `chart.png` or `main.ts:10-20`. */
  readonly name: string;
  readonly mimeType: string;
  /** The text, or the bytes in base64. */
  readonly data: string;
}

/** A response, generated with one request, or with several requests and tool calls between them. */
export interface ResponseTurn {
  readonly kind: 'answer';
  readonly id: string;
  /** The ID of the model that was used, in the form `provider/model`. */
  readonly model: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly steps: readonly Step[];
  /** Provider state that must be sent back to the provider unchanged. */
  readonly providerStates: readonly ProviderState[];
  readonly figures?: ResponseMetrics;
  /** The error; present if the response failed. */
  readonly error?: ErrorInfo;
}

/** A part of a response. `round` is the index of the request that produced it. */
export type Step =
  { readonly kind: 'text'; readonly round: number; readonly text: string } | ReasoningStep | ToolStep | NoticeStep;

export interface NoticeStep {
  readonly kind: 'notice';
  readonly round: number;
  readonly text: string;
  /** Present if the notice becomes obsolete as soon as the next step begins. */
  readonly passing?: PassingNotice;
  /**
   * When the request will be retried, in milliseconds since 1970, and the number of seconds that the notice contains.
   */
  readonly retry?: { readonly atMs: number; readonly seconds: number };
}

export interface ReasoningStep {
  readonly kind: 'reasoning';
  readonly round: number;
  readonly text: string;
  /** The duration in milliseconds; absent while the model is reasoning. */
  readonly ms?: number;
}

export interface ToolStep {
  readonly kind: 'tool';
  readonly round: number;
  readonly callId: string;
  readonly name: string;
  /** The display name of the tool, if it has one. */
  readonly title?: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly state: 'running' | 'done' | 'failed';
  /** The result of the tool, or the reason why the call failed. */
  readonly result: readonly Part[];
}

export interface ProviderState {
  readonly round: number;
  readonly provider: string;
  readonly model: string;
  readonly data: unknown;
}

/** The metrics of a response, totaled over all its requests. Values that the provider did not report are absent. */
export interface ResponseMetrics {
  /** The ID of the model that responded, in the form `provider/model`. */
  readonly model: string;
  /** The time to the first text, reasoning, or tool call, in milliseconds. */
  readonly firstTokenMs?: number;
  /** The total duration of the requests, excluding the tool calls, in milliseconds. */
  readonly totalMs: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /**
   * The number of context tokens that the conversation used at the end: the input and output tokens of the last
   * request.
   */
  readonly contextTokens?: number;
  readonly costUsd?: number;
}

/** Returns the text of a notice: the current activity while the response waits for it, and its outcome afterwards. */
export function noticeText({ text, passing }: NoticeStep, waiting: boolean): string {
  return waiting || !passing ? text : passing.past;
}

/** A change to a response. */
export type ResponseChange =
  /** Appends text to a step. */
  | { readonly kind: 'append'; readonly step: number; readonly text: string }
  /** Adds or replaces a step. */
  | { readonly kind: 'step'; readonly step: number; readonly value: Step }
  | { readonly kind: 'state'; readonly value: ProviderState }
  | {
      readonly kind: 'end';
      readonly state: 'done' | 'stopped' | 'failed';
      readonly figures?: ResponseMetrics;
      readonly error?: ErrorInfo;
    };

/** The updates that a chat view receives, in order. */
export type ChatUpdate =
  | { readonly kind: 'session'; readonly session: Session; readonly attachments: readonly Attachment[] }
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'change'; readonly turn: string; readonly change: ResponseChange }
  | { readonly kind: 'attachments'; readonly attachments: readonly Attachment[] };

/** Applies a change to a response. */
export function applyChange(response: ResponseTurn, change: ResponseChange): ResponseTurn {
  switch (change.kind) {
    case 'append': {
      const step = response.steps[change.step];
      return step && step.kind !== 'tool'
        ? { ...response, steps: response.steps.with(change.step, { ...step, text: step.text + change.text }) }
        : response;
    }
    case 'step': {
      const steps = [...response.steps];
      steps[change.step] = change.value;
      return { ...response, steps };
    }
    case 'state':
      return { ...response, providerStates: [...response.providerStates, change.value] };
    case 'end': {
      const { state, figures, error } = change;
      return { ...response, state, ...(figures ? { figures } : {}), ...(error ? { error } : {}) };
    }
  }
}

/** Returns the session with a turn replaced or, if the turn is new, appended. */
export function withTurn(session: Session, turn: Turn): Session {
  const index = session.turns.findIndex(({ id }) => id === turn.id);
  const turns = index < 0 ? [...session.turns, turn] : session.turns.with(index, turn);
  return { ...session, turns };
}

/** Returns the text of a response, without reasoning and tool calls. */
export function responseText(response: ResponseTurn): string {
  return response.steps.flatMap((step) => (step.kind === 'text' ? [step.text] : [])).join('\n\n');
}

/** Returns the text of the parts. Other parts are represented by their type in brackets. */
export function partsAsText(parts: readonly Part[]): string {
  return parts
    .map((part) => (part.type === 'text' ? part.text : 'mimeType' in part ? `[${part.mimeType}]` : `[${part.type}]`))
    .join('\n');
}

const maxTitleLength = 60;

/** Returns the first line of a message, shortened if necessary. */
export function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.trim() ?? '';
  return line.length > maxTitleLength ? `${line.slice(0, maxTitleLength - 1).trimEnd()}…` : line;
}
