import type { ConfigTarget, ErrorInfo, ModelInfo, Problem, ProviderInfo } from '@open-llm/client';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ProvidersApi, ProvidersEvents, Surroundings } from '../../src/view/api/providers.js';
import { RequestFailed, type Bridge } from '../shared/bridge.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import './firstVisit.js';
import { ProviderChosen } from './providerList.js';
import './providerList.js';
import './providerDetail.js';
import './skeleton.js';

export type ProvidersBridge = Bridge<ProvidersApi, ProvidersEvents>;

interface Kept {
  readonly chosen?: string;
  readonly target?: ConfigTarget;
}

/** Providers on the left, the chosen one on the right. Changes are written at once and can be undone. */
@customElement('open-llm-providers-page')
export class ProvidersPage extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        height: 100vh;
      }
      header {
        padding: 16px 20px 8px;
      }
      main {
        display: grid;
        grid-template-columns: minmax(220px, 300px) minmax(0, 1fr);
        min-height: 0;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      @media (max-width: 640px) {
        main {
          grid-template-columns: minmax(0, 1fr);
          overflow-y: auto;
        }
      }
      .strip {
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @state() private providers?: readonly ProviderInfo[];
  @state() private models: readonly ModelInfo[] = [];
  @state() private hiddenModels: readonly ModelInfo[] = [];
  @state() private defaultModel?: string | undefined;
  @state() private chosen?: string | undefined;
  @state() private target: ConfigTarget = { level: 'user', store: 'native' };
  @state() private surroundings: Surroundings = { workspace: false, trusted: true, serverUp: true };
  @state() private problems: readonly Problem[] = [];
  @state() private failure?: ErrorInfo | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = this.bridge.state as Kept | undefined;
    this.chosen = kept?.chosen;
    this.target = kept?.target ?? this.target;
    this.bridge.on('changed', () => void this.#load());
    this.bridge.on('problems', (problems) => (this.problems = problems));
    this.bridge.on('surroundings', (surroundings) => (this.surroundings = surroundings));
    void this.#load();
  }

  override updated(): void {
    this.bridge.state = { chosen: this.chosen, target: this.target };
  }

  override render() {
    return html`<header>
        <h1>${t('Providers and models')}</h1>
        ${this.surroundings.trusted
          ? nothing
          : html`<p class="strip quiet" role="status">
              ${t('Restricted Mode: base URLs, headers and keys from this workspace are ignored until you trust it.')}
            </p>`}
        ${this.surroundings.serverUp
          ? nothing
          : html`<p class="strip quiet" role="status">${t('The server is restarting. Changes wait until it is back.')}</p>`}
        ${this.problems.map(
          (problem) => html`<p class="strip" role="status">${problem.message} <span class="quiet">${placeOf(problem)}</span></p>`,
        )}
        <open-llm-error-line class="strip" .error=${this.failure}></open-llm-error-line>
      </header>
      ${this.#body()}`;
  }

  #body() {
    if (!this.providers) {
      return html`<open-llm-skeleton></open-llm-skeleton>`;
    }
    const configured = this.providers.filter((provider) => provider.configured && provider.name !== 'echo');
    if (configured.every((provider) => provider.source === 'found running') && !this.chosen) {
      return html`<open-llm-first-visit
        .bridge=${this.bridge}
        .found=${configured}
        .known=${this.providers}
        .target=${this.target}
        @provider-chosen=${this.#choose}
      ></open-llm-first-visit>`;
    }
    const chosen =
      this.providers.find((provider) => provider.name === this.chosen) ?? configured[0] ?? this.providers[0];
    return html`<main>
      <open-llm-provider-list
        .bridge=${this.bridge}
        .providers=${this.providers}
        .chosen=${chosen?.name}
        .target=${this.target}
        @provider-chosen=${this.#choose}
      ></open-llm-provider-list>
      <open-llm-provider-detail
        .bridge=${this.bridge}
        .provider=${chosen}
        .models=${this.models.filter((model) => model.provider === chosen?.name)}
        .hiddenModels=${this.hiddenModels.filter((model) => model.provider === chosen?.name)}
        .defaultModel=${this.defaultModel}
        .target=${this.target}
        .surroundings=${this.surroundings}
        @target-chosen=${(event: CustomEvent<ConfigTarget>) => (this.target = event.detail)}
      ></open-llm-provider-detail>
    </main>`;
  }

  readonly #choose = (event: Event): void => {
    if (event instanceof ProviderChosen) {
      this.chosen = event.provider;
      void this.#load();
    }
  };

  async #load(): Promise<void> {
    try {
      const [{ providers }, { models, hidden, defaultModel }] = await Promise.all([
        this.bridge.request('providers/list', { known: true, refresh: false }),
        this.bridge.request('models/list', { refresh: false, hidden: true }),
      ]);
      this.providers = providers;
      this.models = models;
      this.hiddenModels = hidden;
      this.defaultModel = defaultModel;
      this.failure = undefined;
    } catch (failure) {
      this.failure = failure instanceof RequestFailed ? failure.info : { kind: 'internal', message: String(failure) };
    }
  }
}

function placeOf(problem: Problem): string {
  return problem.file ? `${problem.file}${problem.line > 0 ? `:${problem.line}` : ''}` : (problem.setting ?? '');
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-providers-page': ProvidersPage;
  }
}
