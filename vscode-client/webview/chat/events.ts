import type { ChatCommand, SetupWay } from '../../src/view/api/chat.js';

/** A user action in the chat, which the page passes to the host. */
export type ChatAction =
  | { readonly what: 'send'; readonly text: string }
  | { readonly what: 'edit'; readonly turn: string; readonly text: string }
  | { readonly what: 'retry'; readonly turn: string }
  /** The user wants to show a different version of a message. */
  | { readonly what: 'version'; readonly turn: string; readonly version: number }
  | { readonly what: 'stop' }
  /** The user wants to edit the last message. */
  | { readonly what: 'editLast' }
  | { readonly what: 'effort'; readonly effort: string }
  /** The user confirmed the pending message. With `always`, later messages are sent without confirmation. */
  | { readonly what: 'pendingSend'; readonly always: boolean }
  | { readonly what: 'pendingDrop' }
  | { readonly what: 'tools' }
  | { readonly what: 'attachFiles' }
  | { readonly what: 'attachSelection' }
  /** The user chose a file after typing `#`. */
  | { readonly what: 'attachFound'; readonly uri: string }
  | { readonly what: 'attachDropped'; readonly uris: readonly string[] }
  | { readonly what: 'attachBytes'; readonly files: readonly File[] }
  | { readonly what: 'detach'; readonly index: number }
  /** No model is available, and the user wants to add a provider. */
  | { readonly what: 'setUp'; readonly by: SetupWay }
  | { readonly what: 'run'; readonly command: ChatCommand; readonly provider?: string };

/** Fired on the element with which the user interacted. The event bubbles up to the page. */
export class ChatActed extends Event {
  static readonly type = 'chat-acted';
  constructor(readonly action: ChatAction) {
    super(ChatActed.type, { bubbles: true, composed: true });
  }
}
