import type { ConfigEdit, ConfigTarget, ModelInfo } from '@open-llm/client';
import type { View } from '../../src/view/api/providers.js';

/** Fired when the user wants to look at something else. */
export class ViewChosen extends Event {
  static readonly type = 'view-chosen';
  constructor(readonly view: View) {
    super(ViewChosen.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user changed configuration: it is written at once, and the page says so. */
export class EditAsked extends Event {
  static readonly type = 'edit-asked';
  /**
   * @param place where to; without one, where new things go
   * @param view what to look at when it is written
   */
  constructor(
    readonly edits: ConfigEdit[],
    readonly place?: ConfigTarget,
    readonly view?: View,
  ) {
    super(EditAsked.type, { bubbles: true, composed: true });
  }
}

/** Fired when all that one place says of a provider shall be in another. */
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

/** Fired when the user wants to see the place a value comes from. */
export class SourceAsked extends Event {
  static readonly type = 'source-asked';
  /** @param source as the server names it: a file and line, or VS Code's settings */
  constructor(readonly source: string) {
    super(SourceAsked.type, { bubbles: true, composed: true });
  }
}

/** Fired when a model is to be asked in the chat. */
export class AskAsked extends Event {
  static readonly type = 'ask-asked';
  /** @param model its ID */
  constructor(readonly model: string) {
    super(AskAsked.type, { bubbles: true, composed: true });
  }
}

/** The model of a provider to ask first; undefined where there is none. */
export function firstModelOf(
  provider: string,
  models: readonly ModelInfo[],
  defaultModel: string | undefined,
): string | undefined {
  const own = models.filter((model) => model.provider === provider && model.warning === undefined);
  return (own.find(({ id }) => id === defaultModel) ?? own[0])?.id;
}

/** A provider that shall be in the configuration. */
export function added(name: string, more: { apiBase?: string } = {}): EditAsked {
  return new EditAsked([{ path: ['providers', name], value: { name, ...more } }], undefined, {
    kind: 'provider',
    name,
  });
}
