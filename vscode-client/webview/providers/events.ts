import type { ConfigEdit, ConfigTarget, ModelInfo } from '@open-llm/client';
import type { View } from '../../src/view/api/providers.js';

/** Fired when the user wants to see something else. */
export class ViewChosen extends Event {
  static readonly type = 'view-chosen';
  constructor(readonly view: View) {
    super(ViewChosen.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user changed configuration: it is written at once, and the page reports it. */
export class EditAsked extends Event {
  static readonly type = 'edit-asked';
  /**
   * @param place the destination; by default where new values are written
   * @param view what to show after it was written
   */
  constructor(
    readonly edits: ConfigEdit[],
    readonly place?: ConfigTarget,
    readonly view?: View,
  ) {
    super(EditAsked.type, { bubbles: true, composed: true });
  }
}

/** Fired when a provider is to be moved to another source. */
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
  /** @param source as the server names it: a file and line, or VS Code's settings */
  constructor(readonly source: string) {
    super(SourceAsked.type, { bubbles: true, composed: true });
  }
}

/** Fired when a model is to be used in the chat. */
export class AskAsked extends Event {
  static readonly type = 'ask-asked';
  /** @param model its ID */
  constructor(readonly model: string) {
    super(AskAsked.type, { bubbles: true, composed: true });
  }
}

/** The first model of a provider to use; undefined if there is none. */
export function firstModelOf(
  provider: string,
  models: readonly ModelInfo[],
  defaultModel: string | undefined,
): string | undefined {
  const own = models.filter((model) => model.provider === provider && model.warning === undefined);
  return (own.find(({ id }) => id === defaultModel) ?? own[0])?.id;
}

/** A provider to add to the configuration. */
export function added(name: string, more: { apiBase?: string } = {}): EditAsked {
  return new EditAsked([{ path: ['providers', name], value: { name, ...more } }], undefined, {
    kind: 'provider',
    name,
  });
}
