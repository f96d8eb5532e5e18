import type { ConfigEdit, ConfigTarget, ModelInfo } from '@open-llm/client';
import type { View } from '../../src/view/api/providers.js';

/** Fired when the user wants to see another view. */
export class ViewChosen extends Event {
  static readonly type = 'view-chosen';
  constructor(readonly view: View) {
    super(ViewChosen.type, { bubbles: true, composed: true });
  }
}

/**
 * Fired when the user changed the configuration. The change is written immediately, and the page reports the result.
 */
export class EditRequested extends Event {
  static readonly type = 'edit-requested';
  /**
   * @param destination the destination; by default, the source to which new values are written
   * @param view the view to show after the change has been written
   */
  constructor(
    readonly edits: ConfigEdit[],
    readonly destination?: ConfigTarget,
    readonly view?: View,
  ) {
    super(EditRequested.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user wants to move a provider to another source. */
export class MoveRequested extends Event {
  static readonly type = 'move-requested';
  constructor(
    readonly provider: string,
    readonly from: ConfigTarget,
    readonly to: ConfigTarget,
  ) {
    super(MoveRequested.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user wants to open the source of a value. */
export class OpenSourceRequested extends Event {
  static readonly type = 'open-source-requested';
  /** @param source the source as specified by the server: a file and a line, or the VS Code settings */
  constructor(readonly source: string) {
    super(OpenSourceRequested.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user wants to use a model in the chat. */
export class ChatRequested extends Event {
  static readonly type = 'chat-requested';
  /** @param model the ID of the model */
  constructor(readonly model: string) {
    super(ChatRequested.type, { bubbles: true, composed: true });
  }
}

/** Returns the first usable model of a provider, or undefined if there is none. */
export function firstModelOf(
  provider: string,
  models: readonly ModelInfo[],
  defaultModel: string | undefined,
): string | undefined {
  const usableModels = models.filter((model) => model.provider === provider && model.warning === undefined);
  return (usableModels.find(({ id }) => id === defaultModel) ?? usableModels[0])?.id;
}

/** Returns an event that adds a provider to the configuration. */
export function addProviderRequest(name: string, settings: { apiBase?: string } = {}): EditRequested {
  return new EditRequested([{ path: ['providers', name], value: { name, ...settings } }], undefined, {
    kind: 'provider',
    name,
  });
}
