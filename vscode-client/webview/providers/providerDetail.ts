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
import { isKeyWithheld, statusText } from '../shared/providerState.js';
import '../shared/stateDot.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { ProvidersBridge } from './bridge.js';
import { ChatRequested, EditRequested, ViewChosen, firstModelOf } from './events.js';
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
  @property({ attribute: false }) config?: ConfigShowResult | undefined;
  /** The source to which changes to this provider are written. */
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) surroundings!: Surroundings;
  @query('h2') private heading!: HTMLElement;
  readonly #task = new AsyncTask(this);

  override willUpdate(changed: Map<string, unknown>): void {
    const previous = changed.get('provider') as ProviderInfo | undefined;
    if (previous && previous.name !== this.provider.name) {
      this.#task.clearFailure();
    }
  }

  /** Moves the focus to the top, for example after the provider was added. */
  override focus(): void {
    this.heading.focus();
  }

  override render() {
    const { provider } = this;
    return html`${this.#renderTitle(provider)}
      <p role="status" class="quiet" ?hidden=${this.#task.progressText === undefined}>${this.#task.progressText}</p>
      ${this.#renderError(provider)}
      <open-llm-provider-fields
        .bridge=${this.bridge}
        .provider=${provider}
        .config=${this.config}
        .target=${this.target}
        .surroundings=${this.surroundings}
      ></open-llm-provider-fields>
      <open-llm-provider-models
        .provider=${provider}
        .models=${this.models}
        .hiddenModels=${this.hiddenModels}
        .embeddingModels=${this.embeddingModels}
        .defaultModel=${this.defaultModel}
        .config=${this.config}
        .target=${this.target}
      ></open-llm-provider-models>`;
  }

  #renderTitle(provider: ProviderInfo) {
    const model =
      provider.status.state === 'ready' ? firstModelOf(provider.name, this.models, this.defaultModel) : undefined;
    return html`<div class="title">
      <open-llm-state-dot .state=${provider.status.state}></open-llm-state-dot>
      <h2 tabindex="-1">${provider.displayName}</h2>
      <span class="quiet">${statusText(provider)}</span>
      ${
        model === undefined
          ? nothing
          : html`<vscode-button
            aria-label=${t('Ask Now: {0}', provider.displayName)}
            @click=${() => this.dispatchEvent(new ChatRequested(model))}
            >${t('Ask Now')}</vscode-button
          >`
      }
      <vscode-checkbox
        toggle
        label=${t('On')}
        title=${provider.enabled ? t('Turn off') : t('Turn on')}
        .checked=${live(provider.enabled)}
        @change=${(event: Event) => this.#setEnabled((event.target as HTMLInputElement).checked)}
      ></vscode-checkbox>
      <open-llm-more-menu
        label=${t('More actions for {0}', provider.displayName)}
        .items=${this.#menuItems(provider)}
      ></open-llm-more-menu>
    </div>`;
  }

  #menuItems(provider: ProviderInfo) {
    const { name } = provider;
    const configuredTarget = targetOf(provider.source, this.config);
    return [
      { text: t('Refresh Models'), act: () => this.#refreshModels() },
      {
        text: t('Run Doctor…'),
        act: () => void this.#task.run('', () => this.bridge.request('provider/doctor', { provider: name })),
      },
      {
        text: t('Remove'),
        act: () =>
          this.dispatchEvent(new EditRequested([{ path: ['providers', name] }], configuredTarget, { kind: 'none' })),
        disabled: !configuredTarget,
      },
    ];
  }

  /** Renders the error with the button that fixes it. */
  #renderError({ status, displayName }: ProviderInfo) {
    const error =
      this.#task.failure ?? (status.state === 'no_key' && !isKeyWithheld(status.error) ? undefined : status.error);
    return html`<open-llm-error-line class="banner" .error=${error}>${this.#renderRemedy(error, displayName)}</open-llm-error-line>`;
  }

  #renderRemedy(error: ErrorInfo | undefined, displayName: string) {
    if (isKeyWithheld(error)) {
      return html`<vscode-button
        secondary
        aria-label=${t('Ask Me Again about the API key for {0}', displayName)}
        @click=${() => this.#testKey()}
        >${t('Ask Me Again')}</vscode-button
      >`;
    }
    return error && error.kind !== 'config'
      ? html`<vscode-button secondary aria-label=${t('Try Again: {0}', displayName)} @click=${() => this.#refreshModels()}
          >${t('Try Again')}</vscode-button
        >`
      : html`<vscode-button secondary @click=${() => this.dispatchEvent(new ViewChosen({ kind: 'configuration' }))}
          >${t('Configuration')}</vscode-button
        >`;
  }

  #refreshModels(): void {
    void this.#task.run(t('Loading models…'), () =>
      this.bridge.request('models/list', { refresh: true, provider: this.provider.name }),
    );
  }

  /** Tests the API key. The test asks for confirmation of the host again, regardless of earlier decisions. */
  #testKey(): void {
    void this.#task.run(t('Testing…'), () => this.bridge.request('secrets/test', { provider: this.provider.name }));
  }

  #setEnabled(enabled: boolean): void {
    this.dispatchEvent(
      new EditRequested([{ path: ['providers', this.provider.name, 'enabled'], value: enabled }], this.target),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-detail': ProviderDetail;
  }
}
