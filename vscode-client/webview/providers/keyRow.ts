import type { ConfigShowResult, ProviderInfo, SecretWhereResult, TestSecretResult } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Surroundings } from '../../src/view/api/providers.js';
import { inOneLine } from '../../src/model/inOneLine.js';
import { choice, choiceStyles } from '../shared/choice.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { placeName } from '../shared/places.js';
import { isKeptBack } from '../shared/providerState.js';
import { serverError } from '../shared/serverText.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { ProvidersBridge } from './bridge.js';
import { answering, keyPlaces, keyPlaceText, placeOfNewKey, storeOfNewKeys, type KeyPlace } from './keyPlaces.js';
import './keyStores.js';
import { StoreAsked } from './keyStores.js';

/**
 * Shows whether an API key exists, its location, and the actions for it. The key itself never reaches the page. The
 * user chooses where a first key is stored; any other key replaces the key in use. A new key is tested immediately.
 */
@customElement('open-llm-key-row')
export class KeyRow extends LitElement {
  static override styles = [
    base,
    choiceStyles,
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
  @property({ attribute: false }) shown?: ConfigShowResult | undefined;
  @property({ attribute: false }) surroundings!: Surroundings;
  /** The result of the last test in a sentence. */
  @state() private said = '';
  @state() private open = false;
  @state() private where?: SecretWhereResult | undefined;
  /** The location for a first API key, if the user chose one. */
  @state() private wanted?: KeyPlace | undefined;
  readonly #work = new AsyncTask(this);

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('provider') as ProviderInfo | undefined;
    if (before && before.name !== this.provider.name) {
      this.said = '';
      this.where = undefined;
      this.wanted = undefined;
      this.#work.forget();
    }
    if (changed.has('provider') && (this.open || this.#needsFirst())) {
      void this.#look();
    }
  }

  override render() {
    const { keySource, keySourceTemplate, needsKey, displayName } = this.provider;
    const busy = this.#work.doing !== undefined;
    return html`<div class="row">
        ${
          keySource
            ? html`<span role="img" aria-label=${t('An API key is set')}>••••••••</span
              ><span class="quiet">${t('from {0}', placeName(keySource, keySourceTemplate))}</span>`
            : html`<span class="quiet">${this.#none()}</span>`
        }
        <vscode-button
          ?secondary=${keySource !== undefined || !needsKey}
          ?disabled=${busy}
          aria-label=${keySource ? t('Change Key… for {0}', displayName) : t('Enter Key… for {0}', displayName)}
          @click=${() => this.#enter()}
          >${keySource ? t('Change Key…') : t('Enter Key…')}</vscode-button
        >
        <vscode-button
          secondary
          ?disabled=${busy}
          aria-label=${t('Test {0}', displayName)}
          @click=${() => this.#work.run(t('Testing…'), () => this.#test())}
          >${t('Test')}</vscode-button
        >
        <vscode-button
          secondary
          aria-expanded=${this.open}
          aria-label=${t('Key stores for {0}', displayName)}
          @click=${this.#toggle}
          >${t('Stores')}</vscode-button
        >
      </div>
      ${this.#needsFirst() && !this.open ? this.#placeOfFirst() : nothing}
      <p class="said quiet" role="status" ?hidden=${!busy && this.said === ''}>${this.#work.doing ?? this.said}</p>
      <open-llm-error-line class="said" .error=${this.#work.failure}></open-llm-error-line>
      ${
        this.open && this.where
          ? html`<open-llm-key-stores
            .where=${this.where}
            .provider=${this.provider}
            ?workspace=${this.#workspace()}
            @store-asked=${(event: StoreAsked) => this.#change(event)}
          ></open-llm-key-stores>`
          : nothing
      }`;
  }

  /** Returns whether the next API key is the first, so the user can choose its location. */
  #needsFirst(): boolean {
    return this.provider.needsKey && this.provider.keySource === undefined;
  }

  #placeOfFirst() {
    const places = this.where ? keyPlaces(this.where, this.#workspace()) : [];
    const chosen = this.#newPlace();
    if (places.length < 2 || !chosen) {
      return nothing;
    }
    const options = places.map((place) => ({ value: `${place.store} ${place.scope}`, text: keyPlaceText(place) }));
    const label = t('Save the key in');
    const choose = (value: string) => {
      this.wanted = places.find(({ store, scope }) => value === `${store} ${scope}`);
    };
    return html`<div class="row place">
      <span class="quiet" aria-hidden="true">${label}</span>
      ${choice(label, `${chosen.store} ${chosen.scope}`, options, choose)}
    </div>`;
  }

  #newPlace(): KeyPlace | undefined {
    return this.wanted ?? (this.where && placeOfNewKey(this.where, storeOfNewKeys(this.shown)));
  }

  /**
   * Returns whether API keys can be stored for the workspace. In Restricted Mode they cannot, because they would not be
   * read.
   */
  #workspace(): boolean {
    return this.surroundings.workspace && this.surroundings.trusted;
  }

  #none(): string {
    const { needsKey, status } = this.provider;
    return isKeptBack(status.error) ? t('Not sent to this host') : needsKey ? t('No API key yet') : t('Not needed');
  }

  readonly #toggle = (): void => {
    this.open = !this.open;
    if (this.open) {
      void this.#look();
    }
  };

  async #look(): Promise<void> {
    const provider = this.provider.name;
    const where = await this.bridge.request('secrets/where', { provider }).catch(() => undefined);
    if (provider === this.provider.name) {
      this.where = where ?? this.where;
    }
  }

  async #enter(asked?: KeyPlace): Promise<void> {
    await this.#work.run(t('Testing…'), async () => {
      this.said = '';
      if (!this.where) {
        await this.#look();
      }
      const place = asked ?? this.#newPlace();
      const stored = await this.bridge.request('key/enter', { provider: this.provider.name, ...place });
      if (stored) {
        this.where = stored;
        this.wanted = undefined;
        await this.#test();
        this.said = [place && elsewhere(stored, place), this.said].filter(Boolean).join(' ');
      }
    });
  }

  async #test(): Promise<void> {
    this.said = '';
    this.said = sentenceOf(await this.bridge.request('secrets/test', { provider: this.provider.name }));
  }

  async #change({ wanted, place, from }: StoreAsked): Promise<void> {
    const provider = this.provider.name;
    switch (wanted) {
      case 'enter':
        return this.#enter(place);
      case 'copy':
        await this.#work.run(t('Copying…'), () =>
          this.bridge.request('secrets/copy', {
            provider,
            to: place.store,
            toScope: place.scope,
            ...(from ? { from } : {}),
          }),
        );
        break;
      case 'delete':
        await this.#work.run(t('Deleting…'), () => this.bridge.request('secrets/delete', { provider, ...place }));
        break;
    }
    await this.#look();
  }
}

/**
 * Returns a message if a location with higher precedence also contains an API key, so the new key is stored but not
 * used.
 */
function elsewhere(stored: SecretWhereResult, place: KeyPlace): string | undefined {
  const used = answering(stored);
  const other = used && (used.store !== place.store || (used.scope ?? place.scope) !== place.scope);
  return other
    ? t('The API key was saved. The key in use comes from {0}.', placeName(used.place, used.placeTemplate))
    : undefined;
}

function sentenceOf({ error, model }: TestSecretResult): string {
  if (error) {
    return inOneLine(serverError(error));
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
