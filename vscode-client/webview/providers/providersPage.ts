import type { ConfigShowResult, ConfigTarget, ModelInfo, Problem, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Surroundings, View } from '../../src/view/api/providers.js';
import { echoProvider, withoutEcho } from '../../src/model/echo.js';
import { withProviderNames } from '../../src/model/providerNames.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { LocalServerDetector } from '../shared/localServerDetector.js';
import type { ContextChosen, DefaultChosen } from '../shared/modelTable.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import './allModels.js';
import type { ProvidersBridge } from './bridge.js';
import './changeLine.js';
import './configuration.js';
import {
  type ChatRequested,
  EditRequested,
  type MoveRequested,
  type OpenSourceRequested,
  type ViewChosen,
} from './events.js';
import { modelSelectionOf, contextEdits } from './modelSelection.js';
import { defaultTarget, sourceOf, targetName, targetOf } from './places.js';
import type { ProviderDetail } from './providerDetail.js';
import './providerDetail.js';
import './providerList.js';
import { providersPageStyles } from './providersPage.styles.js';
import './skeleton.js';
import './banners.js';
import type { TargetChosen } from './targetSelect.js';
import './waysToAdd.js';

interface SavedState {
  readonly view?: View;
  readonly target?: ConfigTarget;
}

/**
 * The page with the providers on the left and the selected provider on the right. Changes are written immediately and
 * can be undone.
 */
@customElement('open-llm-providers-page')
export class ProvidersPage extends LitElement {
  static override styles = [base, providersPageStyles];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @state() private providers?: readonly ProviderInfo[];
  @state() private models: readonly ModelInfo[] = [];
  @state() private hiddenModels: readonly ModelInfo[] = [];
  /** Embedding models, which are shown but not offered for chats. */
  @state() private embeddingModels: readonly ModelInfo[] = [];
  @state() private defaultModel?: string | undefined;
  @state() private config?: ConfigShowResult | undefined;
  @state() private view: View = { kind: 'none' };
  /**
   * The sources to which the user chose to write changes, by provider name. The object key for new values is {@link
   * newValuesKey}.
   */
  @state() private targets: Readonly<Record<string, ConfigTarget>> = {};
  @state() private surroundings: Surroundings = { workspace: false, trusted: true, serverUp: true };
  @state() private problems: readonly Problem[] = [];
  @state() private message = '';
  @state() private undoable = false;
  @query('open-llm-provider-detail') private detail?: ProviderDetail | null;
  readonly #loadTask = new AsyncTask(this);
  readonly #changeTask = new AsyncTask(this);

  constructor() {
    super();
    new LocalServerDetector(this, () => this.bridge.request('local/look', {}));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const saved = this.bridge.state as SavedState | undefined;
    this.view = saved?.view ?? this.view;
    this.targets = saved?.target ? { [newValuesKey]: saved.target } : {};
    this.bridge.on('changed', () => void this.#load());
    this.bridge.on('problems', (problems) => (this.problems = problems));
    this.bridge.on('surroundings', (surroundings) => (this.surroundings = surroundings));
    this.bridge.on('show', (view) => (this.view = view));
    void this.#load();
  }

  override updated(): void {
    this.bridge.state = { view: this.view, target: this.targets[newValuesKey] };
  }

  override render() {
    return html`<header>
        <div class="title">
          <h1>${t('Providers and Models')}</h1>
          <open-llm-change-line
            .message=${this.#changeTask.progressText ?? this.message}
            ?busy=${this.#changeTask.progressText !== undefined}
            ?undoable=${this.undoable}
            @undo=${() => this.#undo()}
          ></open-llm-change-line>
        </div>
        <open-llm-banners
          .surroundings=${this.surroundings}
          .problems=${this.problems}
          @open-source-requested=${(event: OpenSourceRequested) => this.#openSource(event.source)}
        ></open-llm-banners>
        <open-llm-error-line class="banner" .error=${this.#changeTask.failure}></open-llm-error-line>
        <open-llm-error-line class="banner" .error=${this.#loadTask.failure}>
          <vscode-button secondary @click=${() => this.#load()}>${t('Try Again')}</vscode-button>
        </open-llm-error-line>
      </header>
      <div
        class="body"
        @view-chosen=${(event: ViewChosen) => (this.view = event.view)}
        @edit-requested=${(event: EditRequested) => this.#applyEdits(event)}
        @move-requested=${(event: MoveRequested) => this.#moveProvider(event)}
        @open-source-requested=${(event: OpenSourceRequested) => this.#openSource(event.source)}
        @context-chosen=${(event: ContextChosen) => this.#setContextSize(event)}
        @chat-requested=${({ model }: ChatRequested) => this.#changeTask.run('', () => this.bridge.request('chat/ask', { model }))}
        @target-chosen=${(event: TargetChosen) => this.#setTarget(event)}
        @default-chosen=${(event: DefaultChosen) =>
          this.#applyEdits(new EditRequested([{ path: ['defaultModel'], value: event.model.id }]))}
      >
        ${this.#renderBody()}
      </div>`;
  }

  #renderBody() {
    const { providers } = this;
    if (!providers) {
      return this.#loadTask.failure ? nothing : html`<open-llm-skeleton></open-llm-skeleton>`;
    }
    const view = resolveView(this.view, providers);
    return view.kind === 'none'
      ? this.#renderWaysToAdd(providers)
      : html`<main>
          <open-llm-provider-list
            .providers=${providers}
            .view=${view}
            .modelCount=${this.models.length}
          ></open-llm-provider-list>
          ${this.#renderView(view, providers)}
        </main>`;
  }

  #renderView(view: View, providers: readonly ProviderInfo[]) {
    switch (view.kind) {
      case 'none':
      case 'add':
        return this.#renderWaysToAdd(providers);
      case 'models':
        return html`<open-llm-all-models
          .models=${[...this.models, ...this.embeddingModels]}
          .providers=${providers}
          .defaultModel=${this.defaultModel}
        ></open-llm-all-models>`;
      case 'configuration':
        return html`<open-llm-configuration
          .bridge=${this.bridge}
          .config=${this.config}
          .target=${this.#defaultTarget()}
          .surroundings=${this.surroundings}
        ></open-llm-configuration>`;
      case 'provider': {
        const provider = providers.find(({ name }) => name === view.name);
        return html`<open-llm-provider-detail
          .bridge=${this.bridge}
          .provider=${provider}
          .models=${this.models.filter((model) => model.provider === view.name)}
          .hiddenModels=${this.hiddenModels.filter((model) => model.provider === view.name)}
          .embeddingModels=${this.embeddingModels.filter((model) => model.provider === view.name)}
          .defaultModel=${this.defaultModel}
          .config=${this.config}
          .target=${this.#targetOf(view.name)}
          .surroundings=${this.surroundings}
        ></open-llm-provider-detail>`;
      }
    }
  }

  #renderWaysToAdd(providers: readonly ProviderInfo[]) {
    return html`<open-llm-ways-to-add
      .bridge=${this.bridge}
      .providers=${providers}
      .target=${this.#defaultTarget()}
      .config=${this.config}
      .models=${this.models}
      .defaultModel=${this.defaultModel}
      ?listed=${this.view.kind === 'add'}
    ></open-llm-ways-to-add>`;
  }

  #setContextSize({ model, tokens }: ContextChosen): void {
    const edits = contextEdits(model.provider, modelSelectionOf(model.provider, this.config), model, tokens);
    void this.#applyEdits(new EditRequested(edits, this.#targetOf(model.provider)));
  }

  /** Returns the source to which changes to a provider are written. */
  #targetOf(name: string): ConfigTarget {
    const provider = this.providers?.find((one) => one.name === name);
    return this.targets[name] ?? targetOf(provider?.source, this.config) ?? this.#defaultTarget();
  }

  /** Returns the source to which new values are written. */
  #defaultTarget(): ConfigTarget {
    const preferred = this.targets[newValuesKey];
    return preferred && sourceOf(preferred, this.config) ? preferred : defaultTarget(this.config);
  }

  #setTarget({ destination: place }: TargetChosen): void {
    const view = this.providers ? resolveView(this.view, this.providers) : this.view;
    this.targets = { ...this.targets, [view.kind === 'provider' ? view.name : newValuesKey]: place };
  }

  async #applyEdits({ edits, destination: place, view }: EditRequested): Promise<void> {
    const target = place ?? this.#defaultTarget();
    const succeeded = await this.#runChange(t('Saving…'), async () => {
      const { changes, file } = await this.bridge.request('config/edit', { target, edits });
      this.undoable ||= changes.length > 0;
      return changes.length > 0 ? t('Saved in {0}.', file ?? targetName(target)) : t('Nothing changed.');
    });
    if (succeeded && view) {
      this.view = view;
      await this.updateComplete;
      await this.detail?.updateComplete;
      this.detail?.focus();
    }
  }

  async #moveProvider({ provider, from, to }: MoveRequested): Promise<void> {
    await this.#runChange(t('Saving…'), async () => {
      await this.bridge.request('config/move', { provider, from, to });
      this.undoable = true;
      return t('Moved to {0}.', targetName(to));
    });
  }

  async #undo(): Promise<void> {
    await this.#runChange(t('Undoing…'), async () => {
      this.undoable = (await this.bridge.request('config/undo', {})).left > 0;
      return t('The change was undone.');
    });
  }

  #openSource(source: string): void {
    void this.#changeTask.run('', () => this.bridge.request('config/open', { source }));
  }

  /** Changes the configuration and reports the result when the page is up to date. */
  #runChange(progressText: string, change: () => Promise<string>): Promise<boolean> {
    this.message = '';
    return this.#changeTask.run(progressText, async () => {
      const message = await change();
      await this.#load();
      this.message = message;
    });
  }

  async #load(): Promise<void> {
    await this.#loadTask.refresh(async () => {
      const [{ providers }, { models, hidden, embeddingModels, defaultModel }, config] = await Promise.all([
        this.bridge.request('providers/list', { known: true, refresh: false }),
        this.bridge.request('models/list', { refresh: false, hidden: true }),
        this.bridge.request('config/show', {}),
      ]);
      this.providers = providers.filter(({ name }) => name !== echoProvider);
      this.models = withProviderNames(withoutEcho(models), providers);
      this.hiddenModels = withProviderNames(hidden, providers);
      this.embeddingModels = withProviderNames(embeddingModels, providers);
      this.defaultModel = defaultModel;
      this.config = config;
    });
  }
}

/** The object key of {@link ProvidersPage.targets} for new values. */
const newValuesKey = '';

/**
 * Returns the view to show. If a provider is requested but not active, or nothing is requested, returns the first
 * configured provider that was not merely detected or, if there is none, the ways to add a provider.
 */
function resolveView(view: View, providers: readonly ProviderInfo[]): View {
  if (view.kind !== 'none' && view.kind !== 'provider') {
    return view;
  }
  const configuredProviders = providers.filter(({ configured }) => configured);
  const chosen = view.kind === 'provider' ? configuredProviders.find(({ name }) => name === view.name) : undefined;
  const first = chosen ?? configuredProviders.find(({ source }) => source !== 'found running');
  return first ? { kind: 'provider', name: first.name } : { kind: 'none' };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-providers-page': ProvidersPage;
  }
}
