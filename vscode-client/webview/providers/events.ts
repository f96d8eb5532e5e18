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
export class EditAsked extends Event {
  static readonly type = 'edit-asked';
  /**
   * @param place the destination; by default, the source to which new values are written
   * @param view the view to show after the change has been written
   */
  constructor(
    readonly edits: ConfigEdit[],
    readonly place?: ConfigTarget,
    readonly view?: View,
  ) {
    super(EditAsked.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user wants to move a provider to another source. */
export class MoveAsked extends Event {
  static readonly type = 'move-asked';
  constructor(
    readonly provider: string,
    readonly from: ConfigTarget,
    readonly to: ConfigTarget,
  ) {
    super(MoveAsked.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user wants to open the source of a value. */
export class SourceAsked extends Event {
  static readonly type = 'source-asked';
  /** @param source the source as specified by the server: a file and a line, or the VS Code settings */
  constructor(readonly source: string) {
    super(SourceAsked.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user wants to use a model in the chat. */
export class AskAsked extends Event {
  static readonly type = 'ask-asked';
  /** @param model the ID of the model */
  constructor(readonly model: string) {
    super(AskAsked.type, { bubbles: true, composed: true });
  }
}

/** Returns the first usable model of a provider, or undefined if there is none. */
export function firstModelOf(
  provider: string,
  models: readonly ModelInfo[],
  defaultModel: string | undefined,
): string | undefined {
  const own = models.filter((model) => model.provider === provider && model.warning === undefined);
  return (own.find(({ id }) => id === defaultModel) ?? own[0])?.id;
}

/** Returns an event that adds a provider to the configuration. */
export function added(name: string, more: { apiBase?: string } = {}): EditAsked {
  return new EditAsked([{ path: ['providers', name], value: { name, ...more } }], undefined, {
    kind: 'provider',
    name,
  });
}
