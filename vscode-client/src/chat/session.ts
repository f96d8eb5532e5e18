import type { ErrorInfo, Part } from '@open-llm/client';
import type { PassingNotice } from '../model/passingNotice.js';

/** A conversation as it is saved and shown. */
export interface Session {
  readonly id: string;
  /** The beginning of the first message, unless the user renames it. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly changedAtMs: number;
  /** Name of the workspace; absent in a window without one. */
  readonly workspace?: string;
  readonly turns: readonly Turn[];
}

export type Turn = UserTurn | AnswerTurn;

export interface UserTurn {
  readonly kind: 'user';
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Present if the message was edited, or its response was requested again. */
  readonly versions?: Versions;
}

/** The continuations of a conversation from one message. Views receive them without their turns. */
export interface Versions {
  /** Index of the shown version. */
  readonly shown: number;
  /** The message of each version and all turns after it; empty for the shown version. */
  readonly tails: readonly (readonly Turn[])[];
}

/** An attachment of a message: text is inserted into it, images and documents are parts of their own. */
export interface Attachment {
  readonly kind: 'text' | 'image' | 'file';
  /** `chart.png`, `main.ts:10-20`. */
  readonly name: string;
  readonly mimeType: string;
  /** The text itself, or bytes in base64. */
  readonly data: string;
}

/** A response: one request, or several with tool calls between them. */
export interface AnswerTurn {
  readonly kind: 'answer';
  readonly id: string;
  /** provider/model that was used. */
  readonly model: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly steps: readonly Step[];
  /** Provider state that must be sent back unchanged. */
  readonly providerStates: readonly ProviderState[];
  readonly figures?: Figures;
  /** Present when it failed. */
  readonly error?: ErrorInfo;
}

/** A part of a response. `round` counts its requests. */
export type Step =
  { readonly kind: 'text'; readonly round: number; readonly text: string } | ReasoningStep | ToolStep | NoticeStep;

export interface NoticeStep {
  readonly kind: 'notice';
  readonly round: number;
  readonly text: string;
  /** Present where it is over as soon as something else comes. */
  readonly passing?: PassingNotice;
  /** When the request is retried, in milliseconds since 1970, and the wait that the text contains. */
  readonly retry?: { readonly atMs: number; readonly seconds: number };
}

export interface ReasoningStep {
  readonly kind: 'reasoning';
  readonly round: number;
  readonly text: string;
  /** The duration; absent while it continues. */
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
  /** The tool's result, or why it failed. */
  readonly result: readonly Part[];
}

export interface ProviderState {
  readonly round: number;
  readonly provider: string;
  readonly model: string;
  readonly data: unknown;
}

/** The usage of a response, over all its requests. Absent values were not reported. */
export interface Figures {
  /** provider/model that responded. */
  readonly model: string;
  /** To the first text, reasoning or tool call, in milliseconds. */
  readonly firstTokenMs?: number;
  /** Of the requests, without the tools. */
  readonly totalMs: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Tokens of the model's context that the conversation used at the end: those of the last request. */
  readonly contextTokens?: number;
  readonly costUsd?: number;
}

/** What a notice says: what is going on while the answer waits for it, and afterwards what it came to. */
export function noticeText({ text, passing }: NoticeStep, waiting: boolean): string {
  return waiting || !passing ? text : passing.past;
}

/** A change of a response. */
export type Change =
  /** Text is added to a step. */
  | { readonly kind: 'append'; readonly step: number; readonly text: string }
  /** A step begins, or is replaced. */
  | { readonly kind: 'step'; readonly step: number; readonly value: Step }
  | { readonly kind: 'state'; readonly value: ProviderState }
  | {
      readonly kind: 'end';
      readonly state: 'done' | 'stopped' | 'failed';
      readonly figures?: Figures;
      readonly error?: ErrorInfo;
    };

/** What views of a chat receive, in order. */
export type ChatUpdate =
  | { readonly kind: 'session'; readonly session: Session; readonly attachments: readonly Attachment[] }
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'change'; readonly turn: string; readonly change: Change }
  | { readonly kind: 'attachments'; readonly attachments: readonly Attachment[] };

/** A response with one more change. */
export function changed(answer: AnswerTurn, change: Change): AnswerTurn {
  switch (change.kind) {
    case 'append': {
      const step = answer.steps[change.step];
      return step && step.kind !== 'tool'
        ? { ...answer, steps: answer.steps.with(change.step, { ...step, text: step.text + change.text }) }
        : answer;
    }
    case 'step': {
      const steps = [...answer.steps];
      steps[change.step] = change.value;
      return { ...answer, steps };
    }
    case 'state':
      return { ...answer, providerStates: [...answer.providerStates, change.value] };
    case 'end': {
      const { state, figures, error } = change;
      return { ...answer, state, ...(figures ? { figures } : {}), ...(error ? { error } : {}) };
    }
  }
}

/** A session with one of its turns replaced, or with a new one at the end. */
export function withTurn(session: Session, turn: Turn): Session {
  const index = session.turns.findIndex(({ id }) => id === turn.id);
  const turns = index < 0 ? [...session.turns, turn] : session.turns.with(index, turn);
  return { ...session, turns };
}

/** The text of a response, without reasoning and tools. */
export function textOf(answer: AnswerTurn): string {
  return answer.steps.flatMap((step) => (step.kind === 'text' ? [step.text] : [])).join('\n\n');
}

/** The texts of parts; other parts are named. */
export function partsAsText(parts: readonly Part[]): string {
  return parts
    .map((part) => (part.type === 'text' ? part.text : 'mimeType' in part ? `[${part.mimeType}]` : `[${part.type}]`))
    .join('\n');
}

const titleLength = 60;

/** The first line of a message, shortened if it is long. */
export function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.trim() ?? '';
  return line.length > titleLength ? `${line.slice(0, titleLength - 1).trimEnd()}…` : line;
}
