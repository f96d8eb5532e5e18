import type { ConfigTarget, ErrorInfo, ModelInfo, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Surroundings } from '../../src/view/api/providers.js';
import { RequestFailed } from '../shared/bridge.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { filterModels } from '../shared/modelFilter.js';
import '../shared/modelTable.js';
import type { ModelToggled } from '../shared/modelTable.js';
import { placeName } from '../shared/places.js';
import { stateLine } from '../shared/providerState.js';
import '../shared/stateDot.js';
import { base } from '../shared/styles.js';
import './keyRow.js';
import type { ProvidersBridge } from './providersPage.js';

/** One provider: its key, its address, its models, and where all of it is written. */
@customElement('open-llm-provider-detail')
export class ProviderDetail extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        overflow-y: auto;
        padding: 16px 20px;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 8px;
        flex-wrap: wrap;
      }
      .title vscode-checkbox {
        margin-left: auto;
      }
      dl {
        display: grid;
        grid-template-columns: 88px minmax(0, 1fr);
        gap: 10px 12px;
        margin: 16px 0;
        align-items: center;
      }
      dt {
        color: var(--vscode-descriptionForeground);
      }
      dd {
        margin: 0;
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
      }
      dd vscode-textfield {
        flex: 1;
        min-width: 220px;
        max-width: 520px;
      }
      .models {
        display: flex;
        gap: 12px;
        align-items: center;
        margin: 20px 0 8px;
      }
      .models vscode-textfield {
        flex: 1;
        max-width: 320px;
      }
      .empty {
        padding: 16px 8px;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) provider?: ProviderInfo;
  /** The models that are offered. */
  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  /** Models the provider lists and the configuration leaves out. */
  @property({ attribute: false }) hiddenModels: readonly ModelInfo[] = [];
  @property({ attribute: false }) defaultModel?: string;
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) surroundings!: Surroundings;
  @state() private typed = '';
  @state() private busy = '';
  @state() private done = '';
  @state() private failure?: ErrorInfo | undefined;

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('provider') as ProviderInfo | undefined;
    if (before && before.name !== this.provider?.name) {
      this.typed = '';
      this.done = '';
      this.failure = undefined;
    }
  }

  override render() {
    const provider = this.provider;
    if (!provider) {
      return nothing;
    }
    return html`${this.#title(provider)}
      <open-llm-error-line .error=${this.failure ?? provider.status.error}></open-llm-error-line>
      <p role="status" class="quiet">
        ${this.busy || this.done}
        ${this.done === t('Saved.')
          ? html`<a
              href="#"
              @click=${(event: Event) => {
                event.preventDefault();
                void this.#undo();
              }}
              >${t('Undo')}</a
            >`
          : nothing}
      </p>
      ${provider.configured ? this.#fields(provider) : this.#offer(provider)}
      ${provider.configured ? this.#models(provider) : nothing}`;
  }

  #title(provider: ProviderInfo) {
    return html`<div class="title">
      <open-llm-state-dot .state=${provider.status.state}></open-llm-state-dot>
      <h2>${provider.displayName}</h2>
      <span class="quiet">${stateLine(provider)}</span>
      ${provider.configured
        ? html`<vscode-checkbox
            toggle
            label=${t('On')}
            .checked=${provider.enabled}
            @change=${(event: Event) => this.#edit('enabled', (event.target as HTMLInputElement).checked)}
          ></vscode-checkbox>`
        : nothing}
    </div>`;
  }

  #offer(provider: ProviderInfo) {
    return html`<dl>
        <dt>${t('Address')}</dt>
        <dd class="cut">${provider.apiBase || t('You will be asked for it.')}</dd>
        <dt>${t('Key from')}</dt>
        <dd>${provider.keyEnv.length > 0 ? provider.keyEnv.join(', ') : t('no key needed')}</dd>
        ${provider.documentation
          ? html`<dt>${t('About')}</dt>
              <dd><a href=${provider.documentation}>${provider.documentation}</a></dd>`
          : nothing}
      </dl>
      <vscode-button
        @click=${() =>
          this.#do(t('Adding…'), async () => {
            await this.#write([], { name: provider.name });
          })}
        >${t('Add {0}', provider.displayName)}</vscode-button
      >`;
  }

  #fields(provider: ProviderInfo) {
    return html`<dl>
      <dt>${t('Key')}</dt>
      <dd>
        <open-llm-key-row .bridge=${this.bridge} .provider=${provider}></open-llm-key-row>
      </dd>
      <dt id="address">${t('Address')}</dt>
      <dd>
        <vscode-textfield
          .label=${t('Address')}
          .value=${provider.apiBase}
          @change=${(event: Event) => this.#edit('apiBase', (event.target as HTMLInputElement).value.trim() || null)}
        ></vscode-textfield>
      </dd>
      <dt id="written">${t('Written to')}</dt>
      <dd>
        <vscode-single-select
          aria-labelledby="written"
          label=${t('Written to')}
          .value=${`${this.target.level} ${this.target.store}`}
          @change=${this.#targetChosen}
        >
          <vscode-option value="user native">${t('My config file')}</vscode-option>
          <vscode-option value="user vscode">${t('My VS Code settings')}</vscode-option>
          <vscode-option value="workspace native" ?disabled=${!this.surroundings.workspace}>${t('This workspace’s config file')}</vscode-option>
          <vscode-option value="workspace vscode" ?disabled=${!this.surroundings.workspace}>${t('This workspace’s settings')}</vscode-option>
        </vscode-single-select>
        ${provider.source
          ? html`<a
              href="#"
              title=${t('Open it there')}
              @click=${(event: Event) => {
                event.preventDefault();
                void this.#do('', () => this.bridge.request('config/open', { source: provider.source ?? '' }));
              }}
              >${placeName(provider.source)}</a
            >`
          : nothing}
      </dd>
    </dl>`;
  }

  #models(provider: ProviderInfo) {
    const shown = filterModels([...this.models, ...this.hiddenModels], this.typed, () => provider.local);
    return html`<div class="models">
        <h2>${t('Models')}</h2>
        <vscode-textfield
          placeholder=${t('Filter by name, tools, vision, reasoning, free')}
          .label=${t('Filter models')}
          .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
        ></vscode-textfield>
        <vscode-button
          secondary
          ?disabled=${this.busy !== ''}
          @click=${() =>
            this.#do(t('Asking for the models…'), async () => {
              await this.bridge.request('models/list', { refresh: true, provider: provider.name });
            })}
          >${t('Refresh')}</vscode-button
        >
        <vscode-button
          secondary
          ?disabled=${this.busy !== ''}
          @click=${() =>
            this.#do(t('Testing…'), async () => {
              this.done = (await this.bridge.request('provider/test', { provider: provider.name })).message;
            })}
          >${t('Test')}</vscode-button
        >
      </div>
      ${shown.length > 0
        ? html`<open-llm-model-table
            .models=${shown}
            .offered=${new Set(this.models.map((model) => model.id))}
            label=${t('Models of {0}', provider.displayName)}
            @model-toggled=${(event: ModelToggled) => this.#toggle(event)}
          ></open-llm-model-table>`
        : html`<p class="empty quiet">${this.#whyNoModels(provider)}</p>`}`;
  }

  #whyNoModels(provider: ProviderInfo): string {
    if (this.models.length + this.hiddenModels.length > 0) {
      return t('No model fits the filter.');
    }
    switch (provider.status.state) {
      case 'no_key':
        return t('Its models appear here when it has a key.');
      case 'disabled':
        return t('It is switched off.');
      case 'loading':
        return t('Asking for its models…');
      default:
        return t('It lists no models. Name them in the config file.');
    }
  }

  #toggle(event: ModelToggled): void {
    const offered = new Set(this.models.map((model) => model.model));
    if (event.on) {
      offered.add(event.model.model);
    } else {
      offered.delete(event.model.model);
    }
    this.#edit('models', event.on && this.hiddenModels.length === 1 ? 'all' : [...offered]);
  }

  readonly #targetChosen = (event: Event): void => {
    const [level, store] = (event.target as HTMLInputElement).value.split(' ') as [
      ConfigTarget['level'],
      ConfigTarget['store'],
    ];
    this.dispatchEvent(new CustomEvent<ConfigTarget>('target-chosen', { detail: { level, store } }));
  };

  #edit(field: string, value: unknown): void {
    void this.#do(t('Saving…'), async () => {
      await this.#write([field], value);
      this.done = t('Saved.');
    });
  }

  /** Writes a value below this provider; null takes the value away. */
  async #write(path: readonly string[], value: unknown): Promise<void> {
    const whole = ['providers', this.provider?.name ?? '', ...path];
    await this.bridge.request('config/edit', {
      target: this.target,
      edits: [value === null ? { path: whole } : { path: whole, value }],
    });
  }

  async #undo(): Promise<void> {
    await this.#do(t('Taking it back…'), async () => {
      this.done = (await this.bridge.request('config/undo', {})) ? t('Taken back.') : t('Nothing to take back.');
    });
  }

  async #do(what: string, work: () => Promise<unknown>): Promise<void> {
    this.busy = what;
    this.done = '';
    this.failure = undefined;
    try {
      await work();
    } catch (failure) {
      this.failure = failure instanceof RequestFailed ? failure.info : { kind: 'internal', message: String(failure) };
    } finally {
      this.busy = '';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-detail': ProviderDetail;
  }
}
