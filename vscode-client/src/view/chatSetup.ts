import * as vscode from 'vscode';
import { offersFor, type ChatOffer, type ChatSettings } from '../model/vsCodeChat.js';
import { setUserSetting } from './userSettings.js';

const anonymousAccess = 'chat.allowAnonymousAccess';
const utilityModelDefault = 'chat.byokUtilityModelDefault';
const copilotHarness = 'chat.editor.preferCopilotHarness';
const harnessModels = 'chat.agentHost.byokModels.enabled';

/** “Not Now” holds this long. */
const notNowMs = 7 * 24 * 60 * 60 * 1000;

/** Makes an offer and does what is agreed to; answers `done` then, else what the user said. */
type MakeOffer = (later: readonly string[]) => Promise<string | undefined>;

/**
 * Offers to change the settings that keep VS Code’s own chat from working with models of Open LLM: it asks for a
 * sign-in, sends its small requests elsewhere, or does not list the models at all.
 */
export class ChatSetup {
  readonly #memento: vscode.Memento;
  readonly #hasModels: () => boolean;
  #modelInUse = false;
  #offering = false;

  constructor(memento: vscode.Memento, hasModels: () => boolean) {
    this.#memento = memento;
    this.#hasModels = hasModels;
  }

  /** VS Code’s chat asked one of our models. */
  modelUsed(): void {
    if (!this.#modelInUse) {
      this.#modelInUse = true;
      void this.consider();
    }
  }

  /** Makes the offers that are due, one after the other. */
  async consider(): Promise<void> {
    if (this.#offering) {
      return;
    }
    this.#offering = true;
    try {
      for (let offer = await this.#due(); offer; offer = await this.#due()) {
        await this.#make(offer);
      }
    } finally {
      this.#offering = false;
    }
  }

  async #due(): Promise<ChatOffer | undefined> {
    const situation = { hasModels: this.#hasModels(), modelInUse: this.#modelInUse, signedIn: false };
    const offers = offersFor(chatSettings(), situation).filter((offer) => !this.#isSilenced(offer));
    // Whether there is an account is asked only where it matters: the question starts VS Code’s GitHub extension.
    return offers.includes('signIn') && (await isSignedIn()) ? offers.find((offer) => offer !== 'signIn') : offers[0];
  }

  #isSilenced(offer: ChatOffer): boolean {
    return (this.#memento.get<number>(keyOf(offer)) ?? 0) > Date.now();
  }

  async #make(offer: ChatOffer): Promise<void> {
    const notNow = vscode.l10n.t('Not Now');
    const never = vscode.l10n.t('Don’t Ask Again');
    const said = await makers[offer]([notNow, never]);
    // Whatever is not done is not offered again at once, also where the notification was closed.
    const until = said === never ? Number.MAX_SAFE_INTEGER : Date.now() + notNowMs;
    await this.#memento.update(keyOf(offer), said === 'done' ? undefined : until);
  }
}

const makers: Readonly<Record<ChatOffer, MakeOffer>> = {
  signIn: async (later) => {
    const use = vscode.l10n.t('Use Without Sign-In');
    const text = vscode.l10n.t(
      'VS Code’s Chat asks for a GitHub sign-in, although your models need none. Turn on anonymous access, and have the chosen model also write titles and summaries?',
    );
    const said = await vscode.window.showInformationMessage(text, use, ...later);
    if (said !== use) {
      return said;
    }
    if (isDefault(utilityModelDefault)) {
      await setUserSetting(utilityModelDefault, 'mainAgent');
    }
    await setUserSetting(anonymousAccess, true);
    return 'done';
  },
  utilityModel: async (later) => {
    const use = vscode.l10n.t('Use the Chosen Model');
    const text = vscode.l10n.t(
      'VS Code makes small requests of its own, for titles, summaries and commit messages. They go to GitHub’s models, or are not made at all, until the model that you chose makes them.',
    );
    const said = await vscode.window.showInformationMessage(text, use, ...later);
    if (said !== use) {
      return said;
    }
    await setUserSetting(utilityModelDefault, 'mainAgent');
    return 'done';
  },
  harness: async (later) => {
    const use = vscode.l10n.t('Turn On');
    const text = vscode.l10n.t(
      'VS Code’s Copilot agent lists your own models only with the setting {0}. Their responses appear there all at once, and images in the results of tools are left out.',
      harnessModels,
    );
    const said = await vscode.window.showInformationMessage(text, use, ...later);
    if (said !== use) {
      return said;
    }
    await setUserSetting(harnessModels, true);
    void vscode.window.showInformationMessage(vscode.l10n.t('Restart VS Code for your models to be listed there.'));
    return 'done';
  },
};

function chatSettings(): ChatSettings {
  const configuration = vscode.workspace.getConfiguration();
  // Editors made from VS Code have chats of their own, and VS Code's can be switched off. Its extension is no sign of
  // it: VS Code starts that only once the chat is set up.
  const hasChat = configuration.inspect(utilityModelDefault)?.defaultValue !== undefined;
  if (!hasChat || configuration.get('chat.disableAIFeatures') === true) {
    return {};
  }
  return {
    // VS Code knows it, but does not list it among its settings: nobody is told its default.
    anonymousAccess: configuration.get<boolean>(anonymousAccess) ?? false,
    utilityModelDefault: configuration.get<string>(utilityModelDefault),
    copilotHarness: configuration.get<boolean>(copilotHarness),
    harnessModels: configuration.get<boolean>(harnessModels),
  };
}

function isDefault(setting: string): boolean {
  const inspected = vscode.workspace.getConfiguration().inspect(setting);
  return inspected?.defaultValue !== undefined && inspected.globalValue === undefined;
}

async function isSignedIn(): Promise<boolean> {
  try {
    return (await vscode.authentication.getAccounts('github')).length > 0;
  } catch {
    return false; // a VS Code without its GitHub extension
  }
}

function keyOf(offer: ChatOffer): string {
  return `chatSetup.${offer}.silentUntil`;
}
