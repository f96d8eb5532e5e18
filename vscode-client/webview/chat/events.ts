import type { ChatCommand, SetupMethod } from '../../src/view/api/chat.js';

/** A user action in the chat, which the page passes to the host. */
export type ChatAction =
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'edit'; readonly turn: string; readonly text: string }
  | { readonly kind: 'retry'; readonly turn: string }
  /** The user wants to show a different version of a message. */
  | { readonly kind: 'version'; readonly turn: string; readonly version: number }
  | { readonly kind: 'stop' }
  /** The user wants to edit the last message. */
  | { readonly kind: 'editLast' }
  | { readonly kind: 'effort'; readonly effort: string }
  /** The user confirmed the pending message. With `always`, later messages are sent without confirmation. */
  | { readonly kind: 'pendingSend'; readonly always: boolean }
  | { readonly kind: 'pendingDrop' }
  | { readonly kind: 'tools' }
  | { readonly kind: 'attachFiles' }
  | { readonly kind: 'attachSelection' }
  /** The user chose a file after typing `#`. */
  | { readonly kind: 'attachFound'; readonly uri: string }
  | { readonly kind: 'attachDropped'; readonly uris: readonly string[] }
  | { readonly kind: 'attachBytes'; readonly files: readonly File[] }
  | { readonly kind: 'detach'; readonly index: number }
  /** No model is available, and the user wants to add a provider. */
  | { readonly kind: 'setUp'; readonly by: SetupMethod }
  | { readonly kind: 'run'; readonly command: ChatCommand; readonly provider?: string };

/** Fired on the element with which the user interacted. The event bubbles up to the page. */
export class ChatActionRequested extends Event {
  static readonly type = 'chat-action-requested';
  constructor(readonly action: ChatAction) {
    super(ChatActionRequested.type, { bubbles: true, composed: true });
  }
}
