import type { ConfigShowResult, ConfigTarget, ModelInfo, ProviderInfo, SecretStore } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { statusText } from '../shared/providerState.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import './addServer.js';
import type { ProvidersBridge } from './bridge.js';
import { isDiscoveryEnabled } from '../../src/view/discovery.js';
import { ChatRequested, ViewChosen, addProviderRequest, firstModelOf } from './events.js';
import { defaultKeyStore } from './keyLocations.js';

/**
 * The ways to add a provider other than the list: use a local server, paste an API key, or enter the URL of any server.
 */
@customElement('open-llm-ways-to-add')
export class WaysToAdd extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 12px 20px;
        overflow-y: auto;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
        gap: 16px;
        margin-top: 16px;
        max-width: 1000px;
      }
      section {
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding: 16px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
      }
      .act {
        margin-top: auto;
        padding-top: 8px;
      }
      .more {
        margin-top: 16px;
      }
      .more a {
        text-decoration: underline;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 4px;
      }
      .found {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) providers: readonly ProviderInfo[] = [];
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) config?: ConfigShowResult | undefined;
  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  @property({ attribute: false }) defaultModel?: string | undefined;
  /** Whether the list of providers is shown next to this element. */
  @property({ type: Boolean }) listed = false;
  readonly #task = new AsyncTask(this);

  override render() {
    const detected = this.providers.filter(({ configured, source }) => configured && source === 'found running');
    return html`${this.listed ? html`<h2>${t('Add a provider')}</h2>` : nothing}
      <p class="quiet">${t('Set up a provider once, and use its models in every extension, in scripts, and on the command line.')}</p>
      <div class="cards">
        <section aria-labelledby="found">
          <h2 id="found">${detected.length > 0 ? t('Found on this machine') : t('A model on this machine')}</h2>
          ${
            detected.length > 0
              ? detected.map((provider) => this.#renderDetectedProvider(provider))
              : html`<p class="quiet">
                ${
                  this.config && !isDiscoveryEnabled(this.config)
                    ? t(
                        'Automatic detection of local providers is turned off in the settings. Add the base URL of your provider instead.',
                      )
                    : t(
                        'Start Ollama, llamafile, LM Studio, or llama.cpp, and the provider appears here automatically. No API key is required.',
                      )
                }
              </p>`
          }
        </section>
        <section aria-labelledby="key">
          <h2 id="key">${t('Paste an API key')}</h2>
          <p class="quiet">${t('The provider is detected from the API key’s prefix. The key is saved in {0}.', storeDescription(defaultKeyStore(this.config)))}</p>
          <div class="act">
            <vscode-button
              ?secondary=${detected.length > 0}
              ?disabled=${this.#task.progressText !== undefined}
              @click=${() => this.#task.run(t('Adding…'), () => this.#pasteKey())}
              >${t('Paste an API Key…')}</vscode-button
            >
          </div>
        </section>
        <section aria-labelledby="other">
          <h2 id="other">${t('Any other provider')}</h2>
          <open-llm-add-server .providers=${this.providers}></open-llm-add-server>
        </section>
      </div>
      <p class="quiet more">
        ${
          this.listed
            ? t('Or choose a provider from the list.')
            : html`${t('Built-in providers: {0}.', this.providers.length)}
              <a href="#" @click=${this.#browse}>${t('Choose from the list')}</a>`
        }
      </p>
      ${
        this.listed
          ? nothing
          : html`<p class="quiet">
            ${t('Until you add a provider, the built-in Echo model responds. It repeats your message and requires neither a network connection nor an API key.')}
          </p>`
      }
      <open-llm-error-line .error=${this.#task.failure}></open-llm-error-line>`;
  }

  #renderDetectedProvider(provider: ProviderInfo) {
    const model = firstModelOf(provider.name, this.models, this.defaultModel);
    return html`<div class="found">
      <span
        >${provider.displayName}<br /><span class="quiet">${statusText(provider)}</span></span
      >
      <span class="buttons">
        ${
          model === undefined
            ? nothing
            : html`<vscode-button
              @click=${() => this.dispatchEvent(new ChatRequested(model))}
              aria-label=${t('Ask Now: {0}', provider.displayName)}
              >${t('Ask Now')}</vscode-button
            >`
        }
        <vscode-button
          secondary
          title=${t('Adds the provider to the configuration so that you can change its settings')}
          @click=${() => this.dispatchEvent(addProviderRequest(provider.name, { apiBase: provider.apiBase }))}
          aria-label=${t('Configure {0}', provider.displayName)}
          >${t('Configure')}</vscode-button
        >
      </span>
    </div>`;
  }

  readonly #browse = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new ViewChosen({ kind: 'add' }));
  };

  async #pasteKey(): Promise<void> {
    const name = await this.bridge.request('key/paste', { target: this.target });
    if (name) {
      this.dispatchEvent(new ViewChosen({ kind: 'provider', name }));
    }
  }
}

/** Returns the store for new API keys in a sentence. */
function storeDescription(store: SecretStore): string {
  switch (store) {
    case 'keychain':
      return t('the system keychain');
    case 'dotenv':
      return t('your own .env file');
    default:
      return t('the VS Code secret storage, not in a file');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-ways-to-add': WaysToAdd;
  }
}
