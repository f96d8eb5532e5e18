import type { ConfigShowResult, ConfigTarget, ModelInfo, Problem, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Surroundings, View } from '../../src/view/api/providers.js';
import { echoProvider, withoutEcho } from '../../src/model/echo.js';
import { withProviderNames } from '../../src/model/providerNames.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { LocalWatch } from '../shared/localWatch.js';
import type { ContextChosen, DefaultChosen } from '../shared/modelTable.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import './allModels.js';
import type { ProvidersBridge } from './bridge.js';
import './changeLine.js';
import './configuration.js';
import { type AskAsked, EditAsked, type MoveAsked, type SourceAsked, type ViewChosen } from './events.js';
import { choiceOf, contextEdits } from './modelChoice.js';
import { firstRead, placeOf, targetName, targetOf } from './places.js';
import type { ProviderDetail } from './providerDetail.js';
import './providerDetail.js';
import './providerList.js';
import { providersPageStyles } from './providersPage.styles.js';
import './skeleton.js';
import './banners.js';
import type { TargetChosen } from './targetSelect.js';
import './waysToAdd.js';

interface Kept {
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
  @state() private shown?: ConfigShowResult | undefined;
  @state() private view: View = { kind: 'none' };
  /**
   * The sources to which the user chose to write changes, by provider name. The object key for new values is {@link
   * forNew}.
   */
  @state() private targets: Readonly<Record<string, ConfigTarget>> = {};
  @state() private surroundings: Surroundings = { workspace: false, trusted: true, serverUp: true };
  @state() private problems: readonly Problem[] = [];
  @state() private said = '';
  @state() private undoable = false;
  @query('open-llm-provider-detail') private detail?: ProviderDetail | null;
  readonly #loading = new AsyncTask(this);
  readonly #changing = new AsyncTask(this);

  constructor() {
    super();
    new LocalWatch(this, () => this.bridge.request('local/look', {}));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = this.bridge.state as Kept | undefined;
    this.view = kept?.view ?? this.view;
    this.targets = kept?.target ? { [forNew]: kept.target } : {};
    this.bridge.on('changed', () => void this.#load());
    this.bridge.on('problems', (problems) => (this.problems = problems));
    this.bridge.on('surroundings', (surroundings) => (this.surroundings = surroundings));
    this.bridge.on('show', (view) => (this.view = view));
    void this.#load();
  }

  override updated(): void {
    this.bridge.state = { view: this.view, target: this.targets[forNew] };
  }

  override render() {
    return html`<header>
        <div class="title">
          <h1>${t('Providers and Models')}</h1>
          <open-llm-change-line
            .said=${this.#changing.doing ?? this.said}
            ?busy=${this.#changing.doing !== undefined}
            ?undoable=${this.undoable}
            @undo=${() => this.#undo()}
          ></open-llm-change-line>
        </div>
        <open-llm-banners
          .surroundings=${this.surroundings}
          .problems=${this.problems}
          @source-asked=${(event: SourceAsked) => this.#open(event.source)}
        ></open-llm-banners>
        <open-llm-error-line class="banner" .error=${this.#changing.failure}></open-llm-error-line>
        <open-llm-error-line class="banner" .error=${this.#loading.failure}>
          <vscode-button secondary @click=${() => this.#load()}>${t('Try Again')}</vscode-button>
        </open-llm-error-line>
      </header>
      <div
        class="body"
        @view-chosen=${(event: ViewChosen) => (this.view = event.view)}
        @edit-asked=${(event: EditAsked) => this.#edit(event)}
        @move-asked=${(event: MoveAsked) => this.#move(event)}
        @source-asked=${(event: SourceAsked) => this.#open(event.source)}
        @context-chosen=${(event: ContextChosen) => this.#writeContext(event)}
        @ask-asked=${({ model }: AskAsked) => this.#changing.run('', () => this.bridge.request('chat/ask', { model }))}
        @target-chosen=${(event: TargetChosen) => this.#aim(event)}
        @default-chosen=${(event: DefaultChosen) =>
          this.#edit(new EditAsked([{ path: ['defaultModel'], value: event.model.id }]))}
      >
        ${this.#body()}
      </div>`;
  }

  #body() {
    const { providers } = this;
    if (!providers) {
      return this.#loading.failure ? nothing : html`<open-llm-skeleton></open-llm-skeleton>`;
    }
    const view = resolve(this.view, providers);
    return view.kind === 'none'
      ? this.#waysToAdd(providers)
      : html`<main>
          <open-llm-provider-list
            .providers=${providers}
            .view=${view}
            .modelCount=${this.models.length}
          ></open-llm-provider-list>
          ${this.#right(view, providers)}
        </main>`;
  }

  #right(view: View, providers: readonly ProviderInfo[]) {
    switch (view.kind) {
      case 'none':
      case 'add':
        return this.#waysToAdd(providers);
      case 'models':
        return html`<open-llm-all-models
          .models=${[...this.models, ...this.embeddingModels]}
          .providers=${providers}
          .defaultModel=${this.defaultModel}
        ></open-llm-all-models>`;
      case 'configuration':
        return html`<open-llm-configuration
          .bridge=${this.bridge}
          .shown=${this.shown}
          .target=${this.#target()}
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
          .shown=${this.shown}
          .target=${this.#targetOf(view.name)}
          .surroundings=${this.surroundings}
        ></open-llm-provider-detail>`;
      }
    }
  }

  #waysToAdd(providers: readonly ProviderInfo[]) {
    return html`<open-llm-ways-to-add
      .bridge=${this.bridge}
      .providers=${providers}
      .target=${this.#target()}
      .shown=${this.shown}
      .models=${this.models}
      .defaultModel=${this.defaultModel}
      ?listed=${this.view.kind === 'add'}
    ></open-llm-ways-to-add>`;
  }

  #writeContext({ model, tokens }: ContextChosen): void {
    const edits = contextEdits(model.provider, choiceOf(model.provider, this.shown), model, tokens);
    void this.#edit(new EditAsked(edits, this.#targetOf(model.provider)));
  }

  /** Returns the source to which changes to a provider are written. */
  #targetOf(name: string): ConfigTarget {
    const provider = this.providers?.find((one) => one.name === name);
    return this.targets[name] ?? targetOf(provider?.source, this.shown) ?? this.#target();
  }

  /** Returns the source to which new values are written. */
  #target(): ConfigTarget {
    const wanted = this.targets[forNew];
    return wanted && placeOf(wanted, this.shown) ? wanted : firstRead(this.shown);
  }

  #aim({ place }: TargetChosen): void {
    const view = this.providers ? resolve(this.view, this.providers) : this.view;
    this.targets = { ...this.targets, [view.kind === 'provider' ? view.name : forNew]: place };
  }

  async #edit({ edits, place, view }: EditAsked): Promise<void> {
    const target = place ?? this.#target();
    const done = await this.#change(t('Saving…'), async () => {
      const { changes, file } = await this.bridge.request('config/edit', { target, edits });
      this.undoable ||= changes.length > 0;
      return changes.length > 0 ? t('Saved in {0}.', file ?? targetName(target)) : t('Nothing changed.');
    });
    if (done && view) {
      this.view = view;
      await this.updateComplete;
      await this.detail?.updateComplete;
      this.detail?.focus();
    }
  }

  async #move({ provider, from, to }: MoveAsked): Promise<void> {
    await this.#change(t('Saving…'), async () => {
      await this.bridge.request('config/move', { provider, from, to });
      this.undoable = true;
      return t('Moved to {0}.', targetName(to));
    });
  }

  async #undo(): Promise<void> {
    await this.#change(t('Undoing…'), async () => {
      this.undoable = (await this.bridge.request('config/undo', {})).left > 0;
      return t('The change was undone.');
    });
  }

  #open(source: string): void {
    void this.#changing.run('', () => this.bridge.request('config/open', { source }));
  }

  /** Changes the configuration and reports the result when the page is up to date. */
  #change(doing: string, change: () => Promise<string>): Promise<boolean> {
    this.said = '';
    return this.#changing.run(doing, async () => {
      const said = await change();
      await this.#load();
      this.said = said;
    });
  }

  async #load(): Promise<void> {
    await this.#loading.refresh(async () => {
      const [{ providers }, { models, hidden, embeddingModels, defaultModel }, shown] = await Promise.all([
        this.bridge.request('providers/list', { known: true, refresh: false }),
        this.bridge.request('models/list', { refresh: false, hidden: true }),
        this.bridge.request('config/show', {}),
      ]);
      this.providers = providers.filter(({ name }) => name !== echoProvider);
      this.models = withProviderNames(withoutEcho(models), providers);
      this.hiddenModels = withProviderNames(hidden, providers);
      this.embeddingModels = withProviderNames(embeddingModels, providers);
      this.defaultModel = defaultModel;
      this.shown = shown;
    });
  }
}

/** The object key of {@link ProvidersPage.targets} for new values. */
const forNew = '';

/**
 * Returns the view to show. If a provider is requested but not active, or nothing is requested, returns the first
 * configured provider that was not merely detected or, if there is none, the ways to add a provider.
 */
function resolve(view: View, providers: readonly ProviderInfo[]): View {
  if (view.kind !== 'none' && view.kind !== 'provider') {
    return view;
  }
  const inUse = providers.filter(({ configured }) => configured);
  const chosen = view.kind === 'provider' ? inUse.find(({ name }) => name === view.name) : undefined;
  const first = chosen ?? inUse.find(({ source }) => source !== 'found running');
  return first ? { kind: 'provider', name: first.name } : { kind: 'none' };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-providers-page': ProvidersPage;
  }
}
