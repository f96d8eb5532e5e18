import * as vscode from 'vscode';
import { offersFor, type ChatOffer, type ChatSettings } from '../model/vsCodeChat.js';
import { currentTimeMs } from '../currentTimeMs.js';
import { UnregisteredSettings } from './userSettings.js';

const anonymousAccess = 'chat.allowAnonymousAccess';
const utilityModelDefault = 'chat.byokUtilityModelDefault';
const copilotHarness = 'chat.editor.preferCopilotHarness';
const harnessModels = 'chat.agentHost.byokModels.enabled';

/** How long an offer is not repeated after the user chooses Not Now, in milliseconds. */
const snoozeMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Offers to change settings that prevent the VS Code chat from working with Open LLM models: the chat might ask the
 * user to sign in, send its utility requests elsewhere, or not list the models.
 */
export class ChatSetup {
  readonly #memento: vscode.Memento;
  readonly #unregistered: UnregisteredSettings;
  readonly #hasModels: () => boolean;
  #modelInUse = false;
  #showingOffers = false;

  constructor({ globalState, globalStorageUri }: vscode.ExtensionContext, hasModels: () => boolean) {
    this.#memento = globalState;
    this.#unregistered = new UnregisteredSettings(globalStorageUri);
    this.#hasModels = hasModels;
  }

  /** Records that the VS Code chat has used an Open LLM model. */
  recordModelUse(): void {
    if (!this.#modelInUse) {
      this.#modelInUse = true;
      void this.showOffers();
    }
  }

  /** Shows the applicable offers one after the other. */
  async showOffers(): Promise<void> {
    if (this.#showingOffers) {
      return;
    }
    this.#showingOffers = true;
    try {
      for (let offer = await this.#nextOffer(); offer; offer = await this.#nextOffer()) {
        await this.#showOffer(offer);
      }
    } finally {
      this.#showingOffers = false;
    }
  }

  async #nextOffer(): Promise<ChatOffer | undefined> {
    const situation = { hasModels: this.#hasModels(), modelInUse: this.#modelInUse, signedIn: false };
    const offers = offersFor(await this.#settings(), situation).filter((offer) => !this.#isSilenced(offer));
    // The account is checked only if it matters, because the check starts the VS Code GitHub extension.
    return offers.includes('signIn') && (await isSignedIn()) ? offers.find((offer) => offer !== 'signIn') : offers[0];
  }

  async #settings(): Promise<ChatSettings> {
    const configuration = vscode.workspace.getConfiguration();
    // Editors derived from VS Code have their own chats, and the VS Code chat can be disabled. Whether its extension is
    // active is not a reliable indication: VS Code starts it only after the chat is set up.
    const hasChat = configuration.inspect(utilityModelDefault)?.defaultValue !== undefined;
    if (!hasChat || configuration.get('chat.disableAIFeatures') === true) {
      return {};
    }
    return {
      anonymousAccess:
        configuration.get(anonymousAccess) === true || (await this.#unregistered.isEnabled(anonymousAccess)),
      utilityModelDefault: configuration.get<string>(utilityModelDefault),
      copilotHarness: configuration.get<boolean>(copilotHarness),
      harnessModels: configuration.get<boolean>(harnessModels),
    };
  }

  #isSilenced(offer: ChatOffer): boolean {
    return (this.#memento.get<number>(storageKey(offer)) ?? 0) > currentTimeMs();
  }

  async #showOffer(offer: ChatOffer): Promise<void> {
    const { text, agree } = offerTexts()[offer];
    const notNow = vscode.l10n.t('Not Now');
    const never = vscode.l10n.t('Don’t Ask Again');
    const choice = await vscode.window.showInformationMessage(text, agree, notNow, never);
    // An offer is not repeated immediately, even if the notification was closed. An accepted offer is never repeated.
    const silentUntil = choice === agree || choice === never ? Number.MAX_SAFE_INTEGER : currentTimeMs() + snoozeMs;
    await this.#memento.update(storageKey(offer), silentUntil);
    if (choice === agree) {
      await this.#apply(offer);
    }
  }

  async #apply(offer: ChatOffer): Promise<void> {
    switch (offer) {
      case 'signIn':
        if (vscode.workspace.getConfiguration().inspect(utilityModelDefault)?.globalValue === undefined) {
          await updateUserSetting(utilityModelDefault, 'mainAgent');
        }
        return this.#allowAnonymousAccess();
      case 'utilityModel':
        return updateUserSetting(utilityModelDefault, 'mainAgent');
      case 'harness':
        await updateUserSetting(harnessModels, true);
        return void vscode.window.showInformationMessage(
          vscode.l10n.t('Restart VS Code to list your models in the Copilot agent.'),
        );
    }
  }

  async #allowAnonymousAccess(): Promise<void> {
    if (!(await this.#unregistered.enable(anonymousAccess))) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Add this line to your settings, and then reload the window: {0}', `"${anonymousAccess}": true`),
      );
      return;
    }
    const reload = vscode.l10n.t('Reload Window');
    const text = vscode.l10n.t('Reload the window to use VS Code Chat without signing in.');
    if ((await vscode.window.showInformationMessage(text, reload)) === reload) {
      await vscode.commands.executeCommand('workbench.action.reloadWindow');
    }
  }
}

function offerTexts(): Readonly<Record<ChatOffer, { readonly text: string; readonly agree: string }>> {
  return {
    signIn: {
      text: vscode.l10n.t(
        'VS Code Chat asks you to sign in to GitHub, although your models do not require it. Turn on anonymous access, and also use the chosen model for titles and summaries?',
      ),
      agree: vscode.l10n.t('Use Without Signing In'),
    },
    utilityModel: {
      text: vscode.l10n.t(
        'VS Code also sends small requests for titles, summaries, and commit messages. Unless the model that you chose handles these requests, they are sent to GitHub models or skipped.',
      ),
      agree: vscode.l10n.t('Use the Chosen Model'),
    },
    harness: {
      text: vscode.l10n.t(
        'The Copilot agent in VS Code lists your own models only if the setting {0} is turned on. With this agent, responses are not streamed, and images in tool results are omitted.',
        harnessModels,
      ),
      agree: vscode.l10n.t('Turn On'),
    },
  };
}

async function updateUserSetting(setting: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
}

async function isSignedIn(): Promise<boolean> {
  try {
    return (await vscode.authentication.getAccounts('github')).length > 0;
  } catch {
    return false; // the GitHub extension of VS Code is missing
  }
}

function storageKey(offer: ChatOffer): string {
  return `chatSetup.${offer}.silentUntil`;
}
