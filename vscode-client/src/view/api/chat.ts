import type { ListModelsParams, ListModelsResult } from '@open-llm/client';
import type { PendingQuestion } from '../../chat/pendingQuestions.js';
import type { ChatUpdate } from '../../chat/session.js';

type NoParams = Record<string, never>;

/**
 * The requests from the chat page. The host holds the conversation; the page shows it and reports the user's actions.
 */
export type ChatApi = {
  /** Reports the current state and then each change, until the page is closed. */
  'chat/follow': { params: NoParams; result: null; progress: ChatUpdate };
  /** Sends the text with the attachments. The response is reported through `chat/follow`. */
  'chat/send': { params: { text: string; model: string }; result: null };
  'chat/edit': { params: { turn: string; text: string; model: string }; result: null };
  'chat/retry': { params: { turn: string; model: string }; result: null };
  /** Shows a different version of a message, together with all turns after it. */
  'chat/version': { params: { turn: string; version: number }; result: null };
  'chat/stop': { params: NoParams; result: null };
  /** Returns the unsent draft. */
  'draft/kept': { params: NoParams; result: { text: string } };
  'draft/keep': { params: { text: string }; result: null };
  /**
   * Starts to search for model servers on this machine. Servers that are detected are reported with an event. Returns
   * false if the user turned off the search.
   */
  'local/look': { params: NoParams; result: boolean };
  /** Lets the user add a provider by entering its API key or its URL, and chooses one of its models. */
  'setup/add': { params: { by: SetupMethod }; result: null };
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  /**
   * Returns the model that was last chosen in any window, and the reasoning effort that the user chose for each model.
   */
  'model/chosen': { params: NoParams; result: { model?: string; efforts: Readonly<Record<string, string>> } };
  'model/choose': { params: { model: string }; result: null };
  /** Chooses a reasoning effort. An empty string selects the provider's default. */
  'effort/choose': { params: { model: string; effort: string }; result: null };
  /** Returns the message that another extension or a keyboard shortcut wants to send. */
  'pendingQuestion/waiting': { params: NoParams; result: { question: PendingQuestion | null } };
  /**
   * Sends the message to the model that it specifies or, if there is none, to this model. With `always`, later messages
   * are sent without confirmation.
   */
  'pendingQuestion/send': { params: { model: string; always: boolean }; result: null };
  'pendingQuestion/drop': { params: NoParams; result: null };
  'tools/count': { params: NoParams; result: ToolCount };
  /** Lets the user enable and disable tools. Returns the new counts. */
  'tools/choose': { params: NoParams; result: ToolCount };
  /** Lets the user choose files to attach. */
  'attach/files': { params: NoParams; result: null };
  /**
   * Returns the workspace files whose path contains the string, best matches first. If the string is empty, returns the
   * open files.
   */
  'attach/find': { params: { text: string }; result: readonly FoundFile[] };
  /** Attaches the selection in the editor or, if nothing is selected, the entire file. */
  'attach/selection': { params: NoParams; result: null };
  /** Attaches dropped files by their URIs. */
  'attach/dropped': { params: { uris: readonly string[] }; result: null };
  /** Attaches bytes that were pasted or dropped. */
  'attach/data': { params: { name: string; mimeType: string; base64: string }; result: null };
  'attach/remove': { params: { index: number }; result: null };
  'code/copy': { params: { code: string }; result: null };
  'code/insert': { params: { code: string }; result: null };
  /** Shows what the code would change in the active editor, so the user can accept or reject the change. */
  'code/apply': { params: { code: string }; result: null };
  'link/open': { params: { href: string }; result: null };
  /** Runs a command that fixes an error. `provider` is specified for errors about one provider. */
  'command/run': { params: { command: ChatCommand; provider?: string }; result: null };
};

/** A file that the user can choose. */
export interface FoundFile {
  readonly uri: string;
  readonly name: string;
  /** The path of the folder relative to the workspace; empty for the root. */
  readonly folder: string;
}

export type SetupMethod = 'key' | 'address';

export interface ToolCount {
  readonly on: number;
  readonly all: number;
}

/** The commands for which the page has buttons, without the prefix `openLLM.`. */
export const chatCommands = ['configure', 'setKey', 'restartServer', 'showLog'] as const;
export type ChatCommand = (typeof chatCommands)[number];

/** The events that are sent to the page. */
export type ChatEvents = {
  /** The models or API keys have changed; the page must request them again. */
  models: null;
  /** Another model was chosen outside the page. */
  chosen: string;
  /** The input box should receive the focus. */
  focus: null;
  /** A message from another extension arrived, or is no longer pending. */
  pendingQuestion: PendingQuestion | null;
};
