import type { ListModelsParams, ListModelsResult } from '@open-llm/client';
import type { PendingQuestion } from '../../chat/pendingQuestions.js';
import type { ChatUpdate } from '../../chat/session.js';

type None = Record<string, never>;

/** The requests of the chat page. The host holds the conversation; the page shows it and reports the user's actions. */
export type ChatApi = {
  /** Reports the current state, then each change, until the page is closed. */
  'chat/follow': { params: None; result: null; progress: ChatUpdate };
  /** Sends the text with the attachments. The response arrives with `chat/follow`. */
  'chat/send': { params: { text: string; model: string }; result: null };
  'chat/edit': { params: { turn: string; text: string; model: string }; result: null };
  'chat/retry': { params: { turn: string; model: string }; result: null };
  /** Shows another version of a message, with everything after it. */
  'chat/version': { params: { turn: string; version: number }; result: null };
  'chat/stop': { params: None; result: null };
  /** The unsent draft. */
  'draft/kept': { params: None; result: { text: string } };
  'draft/keep': { params: { text: string }; result: null };
  /** Looks for model servers of this machine; what is found comes as an event. False where the user turned that off. */
  'local/look': { params: None; result: boolean };
  /** Lets the user add a provider, by its key or its URL, and chooses a model of it. */
  'setup/add': { params: { by: SetupWay }; result: null };
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  /** The last chosen model, in any window, and the reasoning effort of each model if the user chose one. */
  'model/chosen': { params: None; result: { model?: string; efforts: Readonly<Record<string, string>> } };
  'model/choose': { params: { model: string }; result: null };
  /** An empty effort is the provider's default. */
  'effort/choose': { params: { model: string; effort: string }; result: null };
  /** The message that another extension or a key binding wants to send. */
  'pendingQuestion/waiting': { params: None; result: { question: PendingQuestion | null } };
  /** Sends it, to its own model or else to this one; `always` also sends later ones without asking. */
  'pendingQuestion/send': { params: { model: string; always: boolean }; result: null };
  'pendingQuestion/drop': { params: None; result: null };
  'tools/count': { params: None; result: ToolCount };
  /** Lets the user enable and disable tools; the result is the enabled ones. */
  'tools/choose': { params: None; result: ToolCount };
  /** Lets the user choose files to attach. */
  'attach/files': { params: None; result: null };
  /** Files of the workspace whose path contains the text, best first; the open files if the text is empty. */
  'attach/find': { params: { text: string }; result: readonly FoundFile[] };
  /** Attaches the selection in the editor, or the entire file if nothing is selected. */
  'attach/selection': { params: None; result: null };
  /** Attaches dropped files, by their URIs. */
  'attach/dropped': { params: { uris: readonly string[] }; result: null };
  /** Attaches bytes that were pasted or dropped. */
  'attach/data': { params: { name: string; mimeType: string; base64: string }; result: null };
  'attach/remove': { params: { index: number }; result: null };
  'code/copy': { params: { code: string }; result: null };
  'code/insert': { params: { code: string }; result: null };
  /** Shows what the code would change in the active editor, to be accepted or rejected. */
  'code/apply': { params: { code: string }; result: null };
  'link/open': { params: { href: string }; result: null };
  /** Runs a command that fixes an error; `provider` is for errors about one. */
  'command/run': { params: { command: ChatCommand; provider?: string }; result: null };
};

/** A file to choose from. */
export interface FoundFile {
  readonly uri: string;
  readonly name: string;
  /** Relative to the workspace; empty for its root. */
  readonly folder: string;
}

export type SetupWay = 'key' | 'address';

export interface ToolCount {
  readonly on: number;
  readonly all: number;
}

/** The commands that the page has buttons for, without the prefix `openLLM.`. */
export const chatCommands = ['configure', 'setKey', 'restartServer', 'showLog'] as const;
export type ChatCommand = (typeof chatCommands)[number];

/** The events for the page. */
export type ChatEvents = {
  /** Models or keys changed: request them again. */
  models: null;
  /** Another model was chosen outside the page. */
  chosen: string;
  /** The input is to get the focus. */
  focus: null;
  /** A message from outside arrived, or is no longer pending. */
  pendingQuestion: PendingQuestion | null;
};
