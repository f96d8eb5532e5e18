import type { ListModelsParams, ListModelsResult } from '@open-llm/client';
import type { PendingQuestion } from '../../chat/pendingQuestions.js';
import type { ChatUpdate } from '../../chat/session.js';

type None = Record<string, never>;

/** What the chat page may ask. The host holds the conversation; the page shows it and says what the user does. */
export type ChatApi = {
  /** Tells what there is, then each change, until the page is closed. */
  'chat/follow': { params: None; result: null; progress: ChatUpdate };
  /** Sends the text with what is attached. The answer comes by `chat/follow`. */
  'chat/send': { params: { text: string; model: string }; result: null };
  'chat/edit': { params: { turn: string; text: string; model: string }; result: null };
  'chat/retry': { params: { turn: string; model: string }; result: null };
  /** Shows another version of a question, with all that came after it. */
  'chat/version': { params: { turn: string; version: number }; result: null };
  'chat/stop': { params: None; result: null };
  /** What was written and not sent. */
  'draft/kept': { params: None; result: { text: string } };
  'draft/keep': { params: { text: string }; result: null };
  /** Looks for model servers of this machine; what is found comes as an event. */
  'local/look': { params: None; result: null };
  /** Has the user add a provider, by its key or by its address, and chooses a model of it. */
  'setup/add': { params: { by: SetupWay }; result: null };
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  /** The model chosen last, in any window, and how much each model shall think where the user chose that. */
  'model/chosen': { params: None; result: { model?: string; efforts: Readonly<Record<string, string>> } };
  'model/choose': { params: { model: string }; result: null };
  /** An empty effort is what the provider does by itself. */
  'effort/choose': { params: { model: string; effort: string }; result: null };
  /** The question that another extension or a key binding wants to ask. */
  'pendingQuestion/waiting': { params: None; result: { question: PendingQuestion | null } };
  /** Sends it, to its own model or else to this one; `always` sends those that come later without asking. */
  'pendingQuestion/send': { params: { model: string; always: boolean }; result: null };
  'pendingQuestion/drop': { params: None; result: null };
  'tools/count': { params: None; result: ToolCount };
  /** Lets the user switch tools on and off; the result is what is on then. */
  'tools/choose': { params: None; result: ToolCount };
  /** Lets the user choose files to attach. */
  'attach/files': { params: None; result: null };
  /** Files of the workspace whose path holds the text, the best first; those that are open where the text is empty. */
  'attach/find': { params: { text: string }; result: readonly FoundFile[] };
  /** Attaches what is selected in the editor, or the whole of a file that has no selection. */
  'attach/selection': { params: None; result: null };
  /** Attaches files that were dropped, by their addresses. */
  'attach/dropped': { params: { uris: readonly string[] }; result: null };
  /** Attaches bytes that were pasted or dropped. */
  'attach/data': { params: { name: string; mimeType: string; base64: string }; result: null };
  'attach/remove': { params: { index: number }; result: null };
  'code/copy': { params: { code: string }; result: null };
  'code/insert': { params: { code: string }; result: null };
  /** Shows what the code would change in the active editor, to be accepted or not. */
  'code/apply': { params: { code: string }; result: null };
  'link/open': { params: { href: string }; result: null };
  /** Runs a command that mends an error; `provider` is for those that are about one. */
  'command/run': { params: { command: ChatCommand; provider?: string }; result: null };
};

/** A file to choose from. */
export interface FoundFile {
  readonly uri: string;
  readonly name: string;
  /** Of the workspace; empty for its top. */
  readonly folder: string;
}

export type SetupWay = 'key' | 'address';

export interface ToolCount {
  readonly on: number;
  readonly all: number;
}

/** The commands the page has buttons for, without the `openLLM.` in front. */
export const chatCommands = ['configure', 'setKey', 'restartServer', 'showLog'] as const;
export type ChatCommand = (typeof chatCommands)[number];

/** What the page is told unasked. */
export type ChatEvents = {
  /** Models or keys changed: ask again. */
  models: null;
  /** Another model was chosen than the page knows. */
  chosen: string;
  /** The user wants to write. */
  focus: null;
  /** A question came from outside, or waits no more. */
  pendingQuestion: PendingQuestion | null;
};
