import type { Exclusion } from './exclusions.js';

/** The states of the status bar item, in order of importance. */
export type CompletionState =
  | { readonly kind: 'snoozed'; readonly untilMs: number }
  | { readonly kind: 'editorOff' }
  | { readonly kind: 'excluded'; readonly exclusion: Exclusion }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'working' }
  | { readonly kind: 'ready' };

export interface Situation {
  readonly snoozedUntilMs: number | undefined;
  /** Whether the VS Code setting for all inline suggestions is enabled. */
  readonly editorShowsSuggestions: boolean;
  /** Why the document in the active editor is excluded, if it is. */
  readonly exclusion: Exclusion | undefined;
  readonly failure: string | undefined;
  readonly working: boolean;
}

export function stateOf(situation: Situation): CompletionState {
  const { snoozedUntilMs, editorShowsSuggestions, exclusion, failure, working } = situation;
  if (snoozedUntilMs !== undefined) {
    return { kind: 'snoozed', untilMs: snoozedUntilMs };
  }
  if (!editorShowsSuggestions) {
    return { kind: 'editorOff' };
  }
  if (exclusion) {
    return { kind: 'excluded', exclusion };
  }
  if (working) {
    return { kind: 'working' };
  }
  return failure === undefined ? { kind: 'ready' } : { kind: 'failed', reason: failure };
}
