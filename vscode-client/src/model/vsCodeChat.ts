/**
 * The VS Code settings that determine whether the VS Code chat works with Open LLM models. A value is undefined if VS
 * Code has no such setting.
 */
export interface ChatSettings {
  /** The value of `chat.allowAnonymousAccess`. */
  readonly anonymousAccess?: boolean | undefined;
  /** The value of `chat.byokUtilityModelDefault`: `none`, `mainAgent`, or `copilot`. */
  readonly utilityModelDefault?: string | undefined;
  /** The value of `chat.editor.preferCopilotHarness`. */
  readonly copilotHarness?: boolean | undefined;
  /** The value of `chat.agentHost.byokModels.enabled`. */
  readonly harnessModels?: boolean | undefined;
}

/** The conditions, in addition to the settings, that determine the offers. */
export interface ChatSituation {
  /** Whether a model other than the built-in echo model is available. */
  readonly hasModels: boolean;
  /** Whether the VS Code chat has used an Open LLM model in this window. */
  readonly modelInUse: boolean;
  /** Whether the user is signed in to GitHub in VS Code. */
  readonly signedIn: boolean;
}

export type ChatOffer = 'signIn' | 'utilityModel' | 'harness';

/** Returns the settings to offer to change, most important first. */
export function offersFor(settings: ChatSettings, { hasModels, modelInUse, signedIn }: ChatSituation): ChatOffer[] {
  if (!hasModels) {
    return [];
  }
  const { anonymousAccess, utilityModelDefault, copilotHarness, harnessModels } = settings;
  const offers: ChatOffer[] = [];
  if (anonymousAccess === false && !signedIn) {
    offers.push('signIn');
  }
  // With `none`, the agent does not work. With `copilot`, utility requests are sent to GitHub or fail.
  if (utilityModelDefault === 'none' || (utilityModelDefault === 'copilot' && modelInUse)) {
    offers.push('utilityModel');
  }
  if (copilotHarness === true && harnessModels === false) {
    offers.push('harness');
  }
  return offers;
}
