import type { ConfigShowResult, ConfigTarget, ErrorInfo, ModelInfo, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Surroundings } from '../../src/view/api/providers.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import '../shared/moreMenu.js';
import { isKeptBack, stateLine } from '../shared/providerState.js';
import '../shared/stateDot.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { ProvidersBridge } from './bridge.js';
import { AskAsked, EditAsked, ViewChosen, firstModelOf } from './events.js';
import { targetOf } from './places.js';
import './providerFields.js';
import './providerModels.js';

/** Shows one provider: its status, API key, URL, source, and models. */
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
      .banner {
        display: block;
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) provider!: ProviderInfo;
  /** The offered models. */
  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  /** The models that the provider lists and the configuration excludes. */
  @property({ attribute: false }) hiddenModels: readonly ModelInfo[] = [];
  @property({ attribute: false }) embeddingModels: readonly ModelInfo[] = [];
  @property({ attribute: false }) defaultModel?: string | undefined;
  @property({ attribute: false }) shown?: ConfigShowResult | undefined;
  /** The source to which changes to this provider are written. */
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) surroundings!: Surroundings;
  @query('h2') private heading!: HTMLElement;
  readonly #work = new AsyncTask(this);

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('provider') as ProviderInfo | undefined;
    if (before && before.name !== this.provider.name) {
      this.#work.forget();
    }
  }

  /** Moves the focus to the top, for example after the provider was added. */
  override focus(): void {
    this.heading.focus();
  }

  override render() {
    const { provider } = this;
    return html`${this.#title(provider)}
      <p role="status" class="quiet" ?hidden=${this.#work.doing === undefined}>${this.#work.doing}</p>
      ${this.#error(provider)}
      <open-llm-provider-fields
        .bridge=${this.bridge}
        .provider=${provider}
        .shown=${this.shown}
        .target=${this.target}
        .surroundings=${this.surroundings}
      ></open-llm-provider-fields>
      <open-llm-provider-models
        .provider=${provider}
        .models=${this.models}
        .hiddenModels=${this.hiddenModels}
        .embeddingModels=${this.embeddingModels}
        .defaultModel=${this.defaultModel}
        .shown=${this.shown}
        .target=${this.target}
      ></open-llm-provider-models>`;
  }

  #title(provider: ProviderInfo) {
    const model =
      provider.status.state === 'ready' ? firstModelOf(provider.name, this.models, this.defaultModel) : undefined;
    return html`<div class="title">
      <open-llm-state-dot .state=${provider.status.state}></open-llm-state-dot>
      <h2 tabindex="-1">${provider.displayName}</h2>
      <span class="quiet">${stateLine(provider)}</span>
      ${
        model === undefined
          ? nothing
          : html`<vscode-button
            aria-label=${t('Ask Now: {0}', provider.displayName)}
            @click=${() => this.dispatchEvent(new AskAsked(model))}
            >${t('Ask Now')}</vscode-button
          >`
      }
      <vscode-checkbox
        toggle
        label=${t('On')}
        title=${provider.enabled ? t('Turn off') : t('Turn on')}
        .checked=${live(provider.enabled)}
        @change=${(event: Event) => this.#switch((event.target as HTMLInputElement).checked)}
      ></vscode-checkbox>
      <open-llm-more-menu
        label=${t('More actions for {0}', provider.displayName)}
        .items=${this.#menu(provider)}
      ></open-llm-more-menu>
    </div>`;
  }

  #menu(provider: ProviderInfo) {
    const { name } = provider;
    const written = targetOf(provider.source, this.shown);
    return [
      { text: t('Refresh Models'), act: () => this.#refresh() },
      {
        text: t('Run Doctor…'),
        act: () => void this.#work.run('', () => this.bridge.request('provider/doctor', { provider: name })),
      },
      {
        text: t('Remove'),
        act: () => this.dispatchEvent(new EditAsked([{ path: ['providers', name] }], written, { kind: 'none' })),
        disabled: !written,
      },
    ];
  }

  /** Renders the error with the button that fixes it. */
  #error({ status, displayName }: ProviderInfo) {
    const error =
      this.#work.failure ?? (status.state === 'no_key' && !isKeptBack(status.error) ? undefined : status.error);
    return html`<open-llm-error-line class="banner" .error=${error}>${this.#mend(error, displayName)}</open-llm-error-line>`;
  }

  #mend(error: ErrorInfo | undefined, displayName: string) {
    if (isKeptBack(error)) {
      return html`<vscode-button
        secondary
        aria-label=${t('Ask Me Again about the API key for {0}', displayName)}
        @click=${() => this.#askAgain()}
        >${t('Ask Me Again')}</vscode-button
      >`;
    }
    return error && error.kind !== 'config'
      ? html`<vscode-button secondary aria-label=${t('Try Again: {0}', displayName)} @click=${() => this.#refresh()}
          >${t('Try Again')}</vscode-button
        >`
      : html`<vscode-button secondary @click=${() => this.dispatchEvent(new ViewChosen({ kind: 'configuration' }))}
          >${t('Configuration')}</vscode-button
        >`;
  }

  #refresh(): void {
    void this.#work.run(t('Loading models…'), () =>
      this.bridge.request('models/list', { refresh: true, provider: this.provider.name }),
    );
  }

  /** Tests the API key. The test asks for confirmation of the host again, regardless of earlier decisions. */
  #askAgain(): void {
    void this.#work.run(t('Testing…'), () => this.bridge.request('secrets/test', { provider: this.provider.name }));
  }

  #switch(on: boolean): void {
    this.dispatchEvent(new EditAsked([{ path: ['providers', this.provider.name, 'enabled'], value: on }], this.target));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-detail': ProviderDetail;
  }
}
