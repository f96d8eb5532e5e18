import type { ConfigShowResult, ProviderInfo, SecretWhereResult, TestSecretResult } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Surroundings } from '../../src/view/api/providers.js';
import { joinSentences } from '../../src/model/joinSentences.js';
import { renderSelect, selectStyles } from '../shared/select.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { sourceName } from '../shared/places.js';
import { isKeyWithheld } from '../shared/providerState.js';
import { serverError } from '../shared/serverText.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { ProvidersBridge } from './bridge.js';
import {
  storeInUse,
  writableLocations,
  keyLocationName,
  newKeyLocation,
  defaultKeyStore,
  type KeyLocation,
} from './keyLocations.js';
import './keyStores.js';
import { KeyActionRequested } from './keyStores.js';

/**
 * Shows whether an API key exists, its location, and the actions for it. The key itself never reaches the page. The
 * user chooses where a first key is stored; any other key replaces the key in use. A new key is tested immediately.
 */
@customElement('open-llm-key-row')
export class KeyRow extends LitElement {
  static override styles = [
    base,
    selectStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .row {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
      }
      .row > .quiet {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .said {
        margin-top: 4px;
      }
      .place {
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) provider!: ProviderInfo;
  @property({ attribute: false }) config?: ConfigShowResult | undefined;
  @property({ attribute: false }) surroundings!: Surroundings;
  /** The result of the last test in a sentence. */
  @state() private message = '';
  @state() private open = false;
  @state() private lookup?: SecretWhereResult | undefined;
  /** The location for a first API key, if the user chose one. */
  @state() private wanted?: KeyLocation | undefined;
  readonly #task = new AsyncTask(this);

  override willUpdate(changed: Map<string, unknown>): void {
    const previous = changed.get('provider') as ProviderInfo | undefined;
    if (previous && previous.name !== this.provider.name) {
      this.message = '';
      this.lookup = undefined;
      this.wanted = undefined;
      this.#task.clearFailure();
    }
    if (changed.has('provider') && (this.open || this.#needsFirstKey())) {
      void this.#lookUpKey();
    }
  }

  override render() {
    const { keySource, keySourceTemplate, needsKey, displayName } = this.provider;
    const busy = this.#task.progressText !== undefined;
    return html`<div class="row">
        ${
          keySource
            ? html`<span role="img" aria-label=${t('An API key is set')}>••••••••</span
              ><span class="quiet">${t('from {0}', sourceName(keySource, keySourceTemplate))}</span>`
            : html`<span class="quiet">${this.#missingKeyText()}</span>`
        }
        <vscode-button
          ?secondary=${keySource !== undefined || !needsKey}
          ?disabled=${busy}
          aria-label=${keySource ? t('Change Key… for {0}', displayName) : t('Enter Key… for {0}', displayName)}
          @click=${() => this.#enterKey()}
          >${keySource ? t('Change Key…') : t('Enter Key…')}</vscode-button
        >
        <vscode-button
          secondary
          ?disabled=${busy}
          aria-label=${t('Test {0}', displayName)}
          @click=${() => this.#task.run(t('Testing…'), () => this.#testKey())}
          >${t('Test')}</vscode-button
        >
        <vscode-button
          secondary
          aria-expanded=${this.open}
          aria-label=${t('Key stores for {0}', displayName)}
          @click=${this.#toggleStores}
          >${t('Stores')}</vscode-button
        >
      </div>
      ${this.#needsFirstKey() && !this.open ? this.#renderLocationSelect() : nothing}
      <p class="said quiet" role="status" ?hidden=${!busy && this.message === ''}>${this.#task.progressText ?? this.message}</p>
      <open-llm-error-line class="said" .error=${this.#task.failure}></open-llm-error-line>
      ${
        this.open && this.lookup
          ? html`<open-llm-key-stores
            .lookup=${this.lookup}
            .provider=${this.provider}
            ?workspace=${this.#canStoreForWorkspace()}
            @key-action-requested=${(event: KeyActionRequested) => this.#handleKeyAction(event)}
          ></open-llm-key-stores>`
          : nothing
      }`;
  }

  /** Returns whether the next API key is the first, so the user can choose its location. */
  #needsFirstKey(): boolean {
    return this.provider.needsKey && this.provider.keySource === undefined;
  }

  #renderLocationSelect() {
    const locations = this.lookup ? writableLocations(this.lookup, this.#canStoreForWorkspace()) : [];
    const chosen = this.#newKeyLocation();
    if (locations.length < 2 || !chosen) {
      return nothing;
    }
    const options = locations.map((place) => ({
      value: `${place.store} ${place.scope}`,
      text: keyLocationName(place),
    }));
    const label = t('Save the key in');
    const onChange = (value: string) => {
      this.wanted = locations.find(({ store, scope }) => value === `${store} ${scope}`);
    };
    return html`<div class="row place">
      <span class="quiet" aria-hidden="true">${label}</span>
      ${renderSelect(label, `${chosen.store} ${chosen.scope}`, options, onChange)}
    </div>`;
  }

  #newKeyLocation(): KeyLocation | undefined {
    return this.wanted ?? (this.lookup && newKeyLocation(this.lookup, defaultKeyStore(this.config)));
  }

  /**
   * Returns whether API keys can be stored for the workspace. In Restricted Mode they cannot, because they would not be
   * read.
   */
  #canStoreForWorkspace(): boolean {
    return this.surroundings.workspace && this.surroundings.trusted;
  }

  #missingKeyText(): string {
    const { needsKey, status } = this.provider;
    return isKeyWithheld(status.error) ? t('Not sent to this host') : needsKey ? t('No API key yet') : t('Not needed');
  }

  readonly #toggleStores = (): void => {
    this.open = !this.open;
    if (this.open) {
      void this.#lookUpKey();
    }
  };

  async #lookUpKey(): Promise<void> {
    const provider = this.provider.name;
    const lookup = await this.bridge.request('secrets/where', { provider }).catch(() => undefined);
    if (provider === this.provider.name) {
      this.lookup = lookup ?? this.lookup;
    }
  }

  async #enterKey(requested?: KeyLocation): Promise<void> {
    await this.#task.run(t('Testing…'), async () => {
      this.message = '';
      if (!this.lookup) {
        await this.#lookUpKey();
      }
      const place = requested ?? this.#newKeyLocation();
      const stored = await this.bridge.request('key/enter', { provider: this.provider.name, ...place });
      if (stored) {
        this.lookup = stored;
        this.wanted = undefined;
        await this.#testKey();
        this.message = [place && overriddenMessage(stored, place), this.message].filter(Boolean).join(' ');
      }
    });
  }

  async #testKey(): Promise<void> {
    this.message = '';
    this.message = describeTestResult(await this.bridge.request('secrets/test', { provider: this.provider.name }));
  }

  async #handleKeyAction({ action: wanted, location: place, from }: KeyActionRequested): Promise<void> {
    const provider = this.provider.name;
    switch (wanted) {
      case 'enter':
        return this.#enterKey(place);
      case 'copy':
        await this.#task.run(t('Copying…'), () =>
          this.bridge.request('secrets/copy', {
            provider,
            to: place.store,
            toScope: place.scope,
            ...(from ? { from } : {}),
          }),
        );
        break;
      case 'delete':
        await this.#task.run(t('Deleting…'), () => this.bridge.request('secrets/delete', { provider, ...place }));
        break;
    }
    await this.#lookUpKey();
  }
}

/**
 * Returns a message if a location with higher precedence also contains an API key, so the new key is stored but not
 * used.
 */
function overriddenMessage(stored: SecretWhereResult, place: KeyLocation): string | undefined {
  const used = storeInUse(stored);
  const isOverridden = used && (used.store !== place.store || (used.scope ?? place.scope) !== place.scope);
  return isOverridden
    ? t('The API key was saved. The key in use comes from {0}.', sourceName(used.place, used.placeTemplate))
    : undefined;
}

function describeTestResult({ error, model }: TestSecretResult): string {
  if (error) {
    return joinSentences(serverError(error));
  }
  return model === undefined
    ? t('The provider responded but did not list any models.')
    : t('The test succeeded. {0} responded.', model);
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-key-row': KeyRow;
  }
}
