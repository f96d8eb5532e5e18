import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { winnersOf } from '../../src/playground/figures.js';
import { columnNames } from '../../src/playground/columnNames.js';
import { emptyColumn, runIdAt, type Column, type PlayModel, type RunSummary } from '../../src/playground/run.js';
import type { ExportFormat, OfferedTool } from '../../src/view/api/playground.js';
import '../shared/errorLine.js';
import { icon, type IconName } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import type { CodeActed } from '../shared/markdown/codeBlock.js';
import type { LinkOpened } from '../shared/markdown/markdownView.js';
import type { MenuItem } from '../shared/moreMenu.js';
import '../shared/moreMenu.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { ColumnActed } from './answerColumn.js';
import './answerColumn.js';
import type { PlaygroundBridge } from './bridge.js';
import './comparison.js';
import { draftOf, emptyDraft, promptOf, slotsOf, type Draft, type Kept, type Slot } from './draft.js';
import { pageStyles } from './playgroundStyles.js';
import type { DraftChanged, PromptActed, PromptBar } from './promptBar.js';
import './promptBar.js';
import type { RunActed } from './runList.js';
import './runList.js';
import { ShownRun } from './shownRun.js';

const fewestModels = 2;
const mostModels = 6;

type Shown = 'answers' | 'comparison' | 'runs';

/** The playground page: a prompt, and below it the responses of several models side by side. */
@customElement('open-llm-playground-page')
export class PlaygroundPage extends LitElement {
  static override styles = pageStyles;

  @property({ attribute: false }) bridge!: PlaygroundBridge;
  @state() private models?: readonly PlayModel[];
  @state() private tools: readonly OfferedTool[] = [];
  @state() private draft: Draft = emptyDraft;
  @state() private slots: readonly Slot[] = [];
  @state() private runs: readonly RunSummary[] = [];
  @state() private shown: Shown = 'answers';
  @query('.columns') private columns?: HTMLElement;
  @query('open-llm-prompt-bar') private promptBar!: PromptBar;
  readonly #shownRun = new ShownRun(this, {
    bridge: () => this.bridge,
    changes: () => this.#followEnd(),
  });
  readonly #loading = new AsyncTask(this);
  /** The progress and failure of the last user action. */
  readonly #acting = new AsyncTask(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = this.bridge.state as Kept | undefined;
    this.draft = kept?.draft ?? emptyDraft;
    this.slots = kept?.slots ?? [];
    this.bridge.on('changed', () => void this.#load());
    void this.#load();
    if (kept?.run !== undefined) {
      this.#shownRun.follow(kept.run);
    }
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (this.hasUpdated && (changed.has('draft') || changed.has('slots'))) {
      this.#keep();
    }
  }

  override render() {
    return html`<header>
        <div class="title">
          <h1>${t('Playground')}</h1>
          ${this.#tool('add', t('Add model'), this.slots.length >= mostModels || !this.models?.length, async () => this.#addColumn())}
          ${this.#toggle('runs', 'history', t('Saved runs'))}
          ${this.#toggle('comparison', 'diff', t('Compare'), this.#shownColumns().filter(({ text }) => text !== '').length < 2)}
          <open-llm-more-menu
            .label=${t('More')}
            .items=${[this.#export('markdown', t('Export as Markdown')), this.#export('json', t('Export as JSON'))]}
          ></open-llm-more-menu>
        </div>
        <open-llm-prompt-bar
          .draft=${this.draft}
          .tools=${this.tools}
          .running=${this.#shownRun.isRunning}
          .obstacle=${this.#obstacle()}
          @draft-changed=${({ draft }: DraftChanged) => (this.draft = draft)}
          @prompt-acted=${({ action }: PromptActed) => this.#act(() => this.#actOnPrompt(action))}
        ></open-llm-prompt-bar>
        <open-llm-error-line .error=${this.#acting.failure ?? this.#shownRun.failure}></open-llm-error-line>
        <open-llm-error-line .error=${this.#loading.failure}>
          <vscode-button secondary @click=${() => this.#load()}>${t('Try Again')}</vscode-button>
        </open-llm-error-line>
      </header>
      <main>${this.#main()}</main>
      <span class="unseen" role="status">${this.#shownRun.said}</span>`;
  }

  #main() {
    switch (this.shown) {
      case 'runs':
        return html`<open-llm-run-list
          .runs=${this.runs}
          @run-acted=${({ action, id }: RunActed) => this.#act(() => this.#actOnRun(action, id))}
        ></open-llm-run-list>`;
      case 'comparison':
        return html`<open-llm-comparison .columns=${this.#shownColumns()}></open-llm-comparison>`;
      case 'answers':
        return this.#answers();
    }
  }

  #answers() {
    if (!this.models && this.slots.length === 0) {
      return this.#loading.failure ? nothing : html`<p class="note quiet" role="status">${t('Loading models…')}</p>`;
    }
    if (this.models?.length === 0 && this.slots.length === 0) {
      return html`<div class="note">
        <p>${t('No models are available yet.')}</p>
        <vscode-button secondary @click=${() => this.#configure()}>${t('Add Provider…')}</vscode-button>
      </div>`;
    }
    const columns = this.#shownColumns();
    const winners = winnersOf(columns);
    const names = columnNames(columns.map(({ model }) => model));
    return html`<div
      class="columns"
      role="group"
      aria-label=${t('Responses')}
      tabindex="0"
      @code-acted=${({ code }: CodeActed) => this.#act(() => this.bridge.request('code/copy', { code }))}
      @link-opened=${({ href }: LinkOpened) => this.#act(() => this.bridge.request('link/open', { href }))}
    >
      ${this.slots.map(
        ({ index }, at) =>
          html`<open-llm-answer-column
            role="region"
            aria-label=${names[at] ?? ''}
            .name=${names[at] ?? ''}
            .models=${this.models ?? []}
            .column=${columns[at]}
            .asked=${this.#shownRun.column(index) !== undefined}
            .best=${new Set([...winners].flatMap(([figure, best]) => (best.has(at) ? [figure] : [])))}
            .removable=${this.slots.length > fewestModels}
            @column-acted=${({ action }: ColumnActed) => this.#act(() => this.#actOnColumn(action, at))}
          ></open-llm-answer-column>`,
      )}
    </div>`;
  }

  #toggle(what: Shown, name: IconName, label: string, disabled = false) {
    const on = this.shown === what;
    return html`<button
      class="tool"
      aria-pressed=${on}
      ?disabled=${disabled && !on}
      @click=${() => this.#act(() => this.#show(on ? 'answers' : what))}
    >
      ${icon(name)}${label}
    </button>`;
  }

  #tool(name: IconName, label: string, disabled: boolean, act: () => Promise<unknown>) {
    return html`<button class="tool" ?disabled=${disabled} @click=${() => this.#act(act)}>${icon(name)}${label}</button>`;
  }

  #export(format: ExportFormat, text: string): MenuItem {
    const { run } = this.#shownRun;
    const act = (): void => void this.#act(() => this.bridge.request('run/export', { id: run?.id ?? '', format }));
    return { text, act, disabled: run === undefined };
  }

  /** Returns the column to show in each slot: a column of the run or an unused one. */
  #shownColumns(): Column[] {
    return this.slots.map(({ model, index }) => this.#shownRun.column(index) ?? emptyColumn(model));
  }

  #obstacle(): string | undefined {
    if (this.draft.text.trim() === '' && this.draft.images.length === 0) {
      return t('Enter a prompt first.');
    }
    return this.slots.length < fewestModels ? t('Choose two models first.') : undefined;
  }

  #act(work: () => Promise<unknown>): Promise<boolean> {
    return this.#acting.run('', work);
  }

  #load(): Promise<void> {
    return this.#loading.refresh(() => this.#loadChoices());
  }

  async #loadChoices(): Promise<void> {
    this.tools = await this.bridge.request('tools/list', {});
    const models = await this.bridge.request('models/list', {});
    this.models = models;
    const others = models.filter(({ id }) => !this.slots.some(({ model }) => model.id === id));
    const missing = Math.max(0, fewestModels - this.slots.length);
    if (missing > 0 && models.length > 0) {
      // If only one model is available, two columns with this model still show how much its responses vary.
      const more = [...others.filter(({ warning }) => warning === undefined), ...others, ...models, ...models];
      this.slots = [...this.slots, ...more.slice(0, missing).map((model) => ({ model }))];
    }
  }

  async #show(what: Shown): Promise<void> {
    if (what === 'runs') {
      this.runs = await this.bridge.request('runs/list', {});
    }
    this.shown = what;
  }

  async #actOnPrompt(action: PromptActed['action']): Promise<void> {
    if (action === 'images') {
      this.promptBar.attach(await this.bridge.request('images/pick', {}));
    } else if (action === 'stop') {
      await this.#shownRun.stop();
    } else if (!this.#shownRun.isRunning && this.#obstacle() === undefined) {
      await this.#start();
    }
  }

  async #start(): Promise<void> {
    const prompt = promptOf(this.draft);
    const slots = this.slots.map(({ model }, index) => ({ model, index }));
    const starting = this.#shownRun.start(
      runIdAt(new Date()),
      prompt,
      slots.map(({ model }) => model),
    );
    // The state is saved without waiting for the reply of the host: the page might be hidden by then, and the reply
    // would be lost.
    this.#keep(slots);
    try {
      await starting;
    } catch (failure) {
      this.#keep();
      throw failure;
    }
    this.slots = slots;
    this.shown = 'answers';
  }

  async #actOnColumn(action: ColumnActed['action'], at: number): Promise<void> {
    const { index } = this.slots[at] ?? {};
    if (action === 'configure') {
      this.#configure();
    } else if (index !== undefined && action === 'again') {
      await this.#shownRun.again(index);
    } else {
      if (action === 'remove') {
        this.slots = this.slots.filter((_, other) => other !== at);
      } else if (typeof action === 'object') {
        const model = this.models?.find((known) => known.id === action.model);
        this.slots = this.slots.map((slot, other) => (other === at && model ? { model } : slot));
      }
      // A column that is no longer visible must not cause further costs.
      if (index !== undefined) {
        await this.#shownRun.stop(index);
      }
    }
  }

  async #actOnRun(action: RunActed['action'], id: string): Promise<void> {
    if (action === 'delete') {
      await this.bridge.request('runs/delete', { id });
      this.runs = await this.bridge.request('runs/list', {});
    } else {
      this.#shownRun.follow(id, (run) => {
        this.draft = draftOf(run.prompt);
        this.slots = slotsOf(run);
        this.shown = 'answers';
      });
    }
  }

  #addColumn(): void {
    const used = new Set(this.slots.map(({ model }) => model.id));
    const model = this.models?.find(({ id, warning }) => !used.has(id) && warning === undefined) ?? this.models?.[0];
    this.slots = model ? [...this.slots, { model }] : this.slots;
  }

  #configure(): void {
    void this.#act(() => this.bridge.request('configure/open', {}));
  }

  /** Keeps the end of the responses visible if it was visible before. */
  #followEnd(): void {
    if (this.#isAtEnd()) {
      const toEnd = (): void => this.columns?.scrollTo({ top: this.columns.scrollHeight });
      void this.updateComplete.then(() => requestAnimationFrame(toEnd));
    }
  }

  #isAtEnd(): boolean {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = this.columns ?? {};
    return scrollHeight > clientHeight && scrollTop + clientHeight > scrollHeight - 40;
  }

  #keep(slots = this.slots): void {
    const run = this.#shownRun.id;
    const kept: Kept = { draft: this.draft, slots, ...(run === undefined ? {} : { run }) };
    this.bridge.state = kept;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-playground-page': PlaygroundPage;
  }
}
