import type { ChatCommand, SetupWay } from '../../src/view/api/chat.js';

/** A user's action somewhere in the chat, which the page passes to the host. */
export type ChatAction =
  | { readonly what: 'send'; readonly text: string }
  | { readonly what: 'edit'; readonly turn: string; readonly text: string }
  | { readonly what: 'retry'; readonly turn: string }
  /** Another version of a message is to be shown. */
  | { readonly what: 'version'; readonly turn: string; readonly version: number }
  | { readonly what: 'stop' }
  /** The last message is to be edited. */
  | { readonly what: 'editLast' }
  | { readonly what: 'effort'; readonly effort: string }
  /** The message from outside; `always` also sends later ones. */
  | { readonly what: 'pendingSend'; readonly always: boolean }
  | { readonly what: 'pendingDrop' }
  | { readonly what: 'tools' }
  | { readonly what: 'attachFiles' }
  | { readonly what: 'attachSelection' }
  /** A file that was chosen after `#`. */
  | { readonly what: 'attachFound'; readonly uri: string }
  | { readonly what: 'attachDropped'; readonly uris: readonly string[] }
  | { readonly what: 'attachBytes'; readonly files: readonly File[] }
  | { readonly what: 'detach'; readonly index: number }
  /** No model is available yet, so the user is to add a provider. */
  | { readonly what: 'setUp'; readonly by: SetupWay }
  | { readonly what: 'run'; readonly command: ChatCommand; readonly provider?: string };

/** Fired where the action happened; it bubbles up to the page. */
export class ChatActed extends Event {
  static readonly type = 'chat-acted';
  constructor(readonly action: ChatAction) {
    super(ChatActed.type, { bubbles: true, composed: true });
  }
}
