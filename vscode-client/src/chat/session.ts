import type { ErrorInfo, Part } from '@open-llm/client';

/** A conversation as it is kept and shown. */
export interface Session {
  readonly id: string;
  /** The beginning of the first question, until the user names it otherwise. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly changedAtMs: number;
  /** Name of the workspace it was held in; absent in a window without one. */
  readonly workspace?: string;
  readonly turns: readonly Turn[];
}

export type Turn = UserTurn | AnswerTurn;

export interface UserTurn {
  readonly kind: 'user';
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Present where it was edited, or its response was requested again. */
  readonly versions?: Versions;
}

/** The ways a conversation went on from one question. Whoever shows the chat gets them without their turns. */
export interface Versions {
  /** Index of the version that is shown. */
  readonly shown: number;
  /** The question of each version and all turns after it; empty for the version that is shown. */
  readonly tails: readonly (readonly Turn[])[];
}

/** What goes with a question: text goes into it, images and documents are parts of their own. */
export interface Attachment {
  readonly kind: 'text' | 'image' | 'file';
  /** `chart.png`, `main.ts:10-20`. */
  readonly name: string;
  readonly mimeType: string;
  /** The text itself, or bytes in base64. */
  readonly data: string;
}

/** An answer: one request, or several with tool calls between them. */
export interface AnswerTurn {
  readonly kind: 'answer';
  readonly id: string;
  /** provider/model that was asked. */
  readonly model: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly steps: readonly Step[];
  /** What the provider wants back unchanged. */
  readonly providerStates: readonly ProviderState[];
  readonly figures?: Figures;
  /** Present when it failed. */
  readonly error?: ErrorInfo;
}

/** A piece of an answer. `round` counts the requests it was made of. */
export type Step =
  { readonly kind: 'text'; readonly round: number; readonly text: string } | ReasoningStep | ToolStep | NoticeStep;

export interface NoticeStep {
  readonly kind: 'notice';
  readonly round: number;
  readonly text: string;
  /** When the request is sent again, in milliseconds since 1970, and the wait that the text names. */
  readonly retry?: { readonly atMs: number; readonly seconds: number };
}

export interface ReasoningStep {
  readonly kind: 'reasoning';
  readonly round: number;
  readonly text: string;
  /** How long it took; absent while it continues. */
  readonly ms?: number;
}

export interface ToolStep {
  readonly kind: 'tool';
  readonly round: number;
  readonly callId: string;
  readonly name: string;
  /** The display name of the tool; absent where it has none. */
  readonly title?: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly state: 'running' | 'done' | 'failed';
  /** What the tool answered, or why it failed. */
  readonly result: readonly Part[];
}

export interface ProviderState {
  readonly round: number;
  readonly provider: string;
  readonly model: string;
  readonly data: unknown;
}

/** What an answer took, over all its requests. What is absent was not reported. */
export interface Figures {
  /** provider/model that answered. */
  readonly model: string;
  /** To the first text, reasoning or tool call, in milliseconds. */
  readonly firstTokenMs?: number;
  /** Of the requests, without the tools. */
  readonly totalMs: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Tokens of the model's context that the conversation took up at the end: those of the last request alone. */
  readonly contextTokens?: number;
  readonly costUsd?: number;
}

/** How an answer continues. */
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

/** What whoever shows the chat is told, in order. */
export type ChatUpdate =
  | { readonly kind: 'session'; readonly session: Session; readonly attachments: readonly Attachment[] }
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'change'; readonly turn: string; readonly change: Change }
  | { readonly kind: 'attachments'; readonly attachments: readonly Attachment[] };

/** An answer with one more change. */
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

/** A session with one of its turns replaced, or a new one behind the others. */
export function withTurn(session: Session, turn: Turn): Session {
  const index = session.turns.findIndex(({ id }) => id === turn.id);
  const turns = index < 0 ? [...session.turns, turn] : session.turns.with(index, turn);
  return { ...session, turns };
}

/** The text of an answer, without reasoning and tools. */
export function textOf(answer: AnswerTurn): string {
  return answer.steps.flatMap((step) => (step.kind === 'text' ? [step.text] : [])).join('\n\n');
}

/** The texts of parts; what is not text is named. */
export function partsAsText(parts: readonly Part[]): string {
  return parts
    .map((part) => (part.type === 'text' ? part.text : 'mimeType' in part ? `[${part.mimeType}]` : `[${part.type}]`))
    .join('\n');
}

const titleLength = 60;

/** The first line of a question, cut where it is long. */
export function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.trim() ?? '';
  return line.length > titleLength ? `${line.slice(0, titleLength - 1).trimEnd()}…` : line;
}
