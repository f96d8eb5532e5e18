import type { Exclusion } from './exclusions.js';

/** The states of the status item, most important first. */
export type CompletionState =
  | { readonly kind: 'snoozed'; readonly untilMs: number }
  | { readonly kind: 'editorOff' }
  | { readonly kind: 'excluded'; readonly exclusion: Exclusion }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'working' }
  | { readonly kind: 'ready' };

export interface Situation {
  readonly snoozedUntilMs: number | undefined;
  /** VS Code's own setting for all inline suggestions. */
  readonly editorShowsSuggestions: boolean;
  /** Of the document in the active editor. */
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
