/**
 * The settings of VS Code that decide whether its chat works with models of Open LLM; undefined if it has no such
 * setting.
 */
export interface ChatSettings {
  /** `chat.allowAnonymousAccess` */
  readonly anonymousAccess?: boolean | undefined;
  /** `chat.byokUtilityModelDefault`: `none`, `mainAgent` or `copilot` */
  readonly utilityModelDefault?: string | undefined;
  /** `chat.editor.preferCopilotHarness` */
  readonly copilotHarness?: boolean | undefined;
  /** `chat.agentHost.byokModels.enabled` */
  readonly harnessModels?: boolean | undefined;
}

/** What is known about the user in addition to the settings. */
export interface ChatSituation {
  /** Whether there is a model to choose, other than Echo. */
  readonly hasModels: boolean;
  /** Whether VS Code's chat has used one of our models in this window. */
  readonly modelInUse: boolean;
  /** Whether VS Code knows a GitHub account. */
  readonly signedIn: boolean;
}

export type ChatOffer = 'signIn' | 'utilityModel' | 'harness';

/** The settings to offer to change, most important first. */
export function offersFor(settings: ChatSettings, { hasModels, modelInUse, signedIn }: ChatSituation): ChatOffer[] {
  if (!hasModels) {
    return [];
  }
  const { anonymousAccess, utilityModelDefault, copilotHarness, harnessModels } = settings;
  const offers: ChatOffer[] = [];
  if (anonymousAccess === false && !signedIn) {
    offers.push('signIn');
  }
  // With `none` the agent does not work at all; with `copilot` the small requests go to GitHub, or nowhere.
  if (utilityModelDefault === 'none' || (utilityModelDefault === 'copilot' && modelInUse)) {
    offers.push('utilityModel');
  }
  if (copilotHarness === true && harnessModels === false) {
    offers.push('harness');
  }
  return offers;
}
