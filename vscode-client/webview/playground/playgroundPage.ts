import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { bestColumns } from '../../src/playground/figures.js';
import { columnNames } from '../../src/playground/columnNames.js';
import { emptyColumn, createRunId, type Column, type PlayModel, type RunSummary } from '../../src/playground/run.js';
import type { ExportFormat, ToolSummary } from '../../src/view/api/playground.js';
import '../shared/errorLine.js';
import { icon, type IconName } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import type { CodeActionRequested } from '../shared/markdown/codeBlock.js';
import type { LinkOpened } from '../shared/markdown/markdownView.js';
import type { MenuItem } from '../shared/moreMenu.js';
import '../shared/moreMenu.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { ColumnActionRequested } from './answerColumn.js';
import './answerColumn.js';
import type { PlaygroundBridge } from './bridge.js';
import './comparison.js';
import { toDraft, emptyDraft, toPrompt, toSlots, type Draft, type SavedState, type Slot } from './draft.js';
import { pageStyles } from './playgroundStyles.js';
import type { DraftChanged, PromptActionRequested, PromptBar } from './promptBar.js';
import './promptBar.js';
import type { RunActionRequested } from './runList.js';
import './runList.js';
import { ShownRun } from './shownRun.js';

const minModels = 2;
const maxModels = 6;

type PageView = 'answers' | 'comparison' | 'runs';

/** The playground page: a prompt, and below it the responses of several models side by side. */
@customElement('open-llm-playground-page')
export class PlaygroundPage extends LitElement {
  static override styles = pageStyles;

  @property({ attribute: false }) bridge!: PlaygroundBridge;
  @state() private models?: readonly PlayModel[];
  @state() private tools: readonly ToolSummary[] = [];
  @state() private draft: Draft = emptyDraft;
  @state() private slots: readonly Slot[] = [];
  @state() private runs: readonly RunSummary[] = [];
  @state() private view: PageView = 'answers';
  @query('.columns') private columns?: HTMLElement;
  @query('open-llm-prompt-bar') private promptBar!: PromptBar;
  readonly #shownRun = new ShownRun(this, {
    bridge: () => this.bridge,
    beforeUpdate: () => this.#followEnd(),
  });
  readonly #loadTask = new AsyncTask(this);
  /** The progress and failure of the last user action. */
  readonly #actionTask = new AsyncTask(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const saved = this.bridge.state as SavedState | undefined;
    this.draft = saved?.draft ?? emptyDraft;
    this.slots = saved?.slots ?? [];
    this.bridge.on('changed', () => void this.#load());
    void this.#load();
    if (saved?.run !== undefined) {
      this.#shownRun.follow(saved.run);
    }
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (this.hasUpdated && (changed.has('draft') || changed.has('slots'))) {
      this.#saveState();
    }
  }

  override render() {
    return html`<header>
        <div class="title">
          <h1>${t('Playground')}</h1>
          ${this.#renderToolButton('add', t('Add model'), this.slots.length >= maxModels || !this.models?.length, async () => this.#addColumn())}
          ${this.#renderToggle('runs', 'history', t('Saved runs'))}
          ${this.#renderToggle('comparison', 'diff', t('Compare'), this.#visibleColumns().filter(({ text }) => text !== '').length < 2)}
          <open-llm-more-menu
            .label=${t('More')}
            .items=${[this.#exportItem('markdown', t('Export as Markdown')), this.#exportItem('json', t('Export as JSON'))]}
          ></open-llm-more-menu>
        </div>
        <open-llm-prompt-bar
          .draft=${this.draft}
          .tools=${this.tools}
          .running=${this.#shownRun.isRunning}
          .disabledReason=${this.#disabledReason()}
          @draft-changed=${({ draft }: DraftChanged) => (this.draft = draft)}
          @prompt-action-requested=${({ action }: PromptActionRequested) => this.#runAction(() => this.#handlePromptAction(action))}
        ></open-llm-prompt-bar>
        <open-llm-error-line .error=${this.#actionTask.failure ?? this.#shownRun.failure}></open-llm-error-line>
        <open-llm-error-line .error=${this.#loadTask.failure}>
          <vscode-button secondary @click=${() => this.#load()}>${t('Try Again')}</vscode-button>
        </open-llm-error-line>
      </header>
      <main>${this.#renderMain()}</main>
      <span class="unseen" role="status">${this.#shownRun.announcement}</span>`;
  }

  #renderMain() {
    switch (this.view) {
      case 'runs':
        return html`<open-llm-run-list
          .runs=${this.runs}
          @run-action-requested=${({ action, id }: RunActionRequested) => this.#runAction(() => this.#handleRunAction(action, id))}
        ></open-llm-run-list>`;
      case 'comparison':
        return html`<open-llm-comparison .columns=${this.#visibleColumns()}></open-llm-comparison>`;
      case 'answers':
        return this.#renderResponses();
    }
  }

  #renderResponses() {
    if (!this.models && this.slots.length === 0) {
      return this.#loadTask.failure ? nothing : html`<p class="note quiet" role="status">${t('Loading models…')}</p>`;
    }
    if (this.models?.length === 0 && this.slots.length === 0) {
      return html`<div class="note">
        <p>${t('No models are available yet.')}</p>
        <vscode-button secondary @click=${() => this.#configure()}>${t('Add Provider…')}</vscode-button>
      </div>`;
    }
    const columns = this.#visibleColumns();
    const bestByMetric = bestColumns(columns);
    const names = columnNames(columns.map(({ model }) => model));
    return html`<div
      class="columns"
      role="group"
      aria-label=${t('Responses')}
      tabindex="0"
      @code-action-requested=${({ code }: CodeActionRequested) => this.#runAction(() => this.bridge.request('code/copy', { code }))}
      @link-opened=${({ href }: LinkOpened) => this.#runAction(() => this.bridge.request('link/open', { href }))}
    >
      ${this.slots.map(
        ({ index }, slotIndex) =>
          html`<open-llm-answer-column
            role="region"
            aria-label=${names[slotIndex] ?? ''}
            .name=${names[slotIndex] ?? ''}
            .models=${this.models ?? []}
            .column=${columns[slotIndex]}
            .hasRun=${this.#shownRun.column(index) !== undefined}
            .best=${new Set([...bestByMetric].flatMap(([metric, best]) => (best.has(slotIndex) ? [metric] : [])))}
            .removable=${this.slots.length > minModels}
            @column-action-requested=${({ action }: ColumnActionRequested) => this.#runAction(() => this.#handleColumnAction(action, slotIndex))}
          ></open-llm-answer-column>`,
      )}
    </div>`;
  }

  #renderToggle(target: PageView, name: IconName, label: string, disabled = false) {
    const on = this.view === target;
    return html`<button
      class="tool"
      aria-pressed=${on}
      ?disabled=${disabled && !on}
      @click=${() => this.#runAction(() => this.#showView(on ? 'answers' : target))}
    >
      ${icon(name)}${label}
    </button>`;
  }

  #renderToolButton(name: IconName, label: string, disabled: boolean, act: () => Promise<unknown>) {
    return html`<button class="tool" ?disabled=${disabled} @click=${() => this.#runAction(act)}>${icon(name)}${label}</button>`;
  }

  #exportItem(format: ExportFormat, text: string): MenuItem {
    const { run } = this.#shownRun;
    const act = (): void =>
      void this.#runAction(() => this.bridge.request('run/export', { id: run?.id ?? '', format }));
    return { text, act, disabled: run === undefined };
  }

  /** Returns the column to show in each slot: a column of the run or an unused one. */
  #visibleColumns(): Column[] {
    return this.slots.map(({ model, index }) => this.#shownRun.column(index) ?? emptyColumn(model));
  }

  #disabledReason(): string | undefined {
    if (this.draft.text.trim() === '' && this.draft.images.length === 0) {
      return t('Enter a prompt first.');
    }
    return this.slots.length < minModels ? t('Choose two models first.') : undefined;
  }

  #runAction(task: () => Promise<unknown>): Promise<boolean> {
    return this.#actionTask.run('', task);
  }

  #load(): Promise<void> {
    return this.#loadTask.refresh(() => this.#loadChoices());
  }

  async #loadChoices(): Promise<void> {
    this.tools = await this.bridge.request('tools/list', {});
    const models = await this.bridge.request('models/list', {});
    this.models = models;
    const others = models.filter(({ id }) => !this.slots.some(({ model }) => model.id === id));
    const missing = Math.max(0, minModels - this.slots.length);
    if (missing > 0 && models.length > 0) {
      // If only one model is available, two columns with this model still show how much its responses vary.
      const candidates = [...others.filter(({ warning }) => warning === undefined), ...others, ...models, ...models];
      this.slots = [...this.slots, ...candidates.slice(0, missing).map((model) => ({ model }))];
    }
  }

  async #showView(target: PageView): Promise<void> {
    if (target === 'runs') {
      this.runs = await this.bridge.request('runs/list', {});
    }
    this.view = target;
  }

  async #handlePromptAction(action: PromptActionRequested['action']): Promise<void> {
    if (action === 'images') {
      this.promptBar.attach(await this.bridge.request('images/pick', {}));
    } else if (action === 'stop') {
      await this.#shownRun.stop();
    } else if (!this.#shownRun.isRunning && this.#disabledReason() === undefined) {
      await this.#startRun();
    }
  }

  async #startRun(): Promise<void> {
    const prompt = toPrompt(this.draft);
    const slots = this.slots.map(({ model }, index) => ({ model, index }));
    const started = this.#shownRun.start(
      createRunId(new Date()),
      prompt,
      slots.map(({ model }) => model),
    );
    // The state is saved without waiting for the reply of the host: the page might be hidden by then, and the reply
    // would be lost.
    this.#saveState(slots);
    try {
      await started;
    } catch (failure) {
      this.#saveState();
      throw failure;
    }
    this.slots = slots;
    this.view = 'answers';
  }

  async #handleColumnAction(action: ColumnActionRequested['action'], slotIndex: number): Promise<void> {
    const { index } = this.slots[slotIndex] ?? {};
    if (action === 'configure') {
      this.#configure();
    } else if (index !== undefined && action === 'again') {
      await this.#shownRun.retry(index);
    } else {
      if (action === 'remove') {
        this.slots = this.slots.filter((_, other) => other !== slotIndex);
      } else if (typeof action === 'object') {
        const model = this.models?.find((candidate) => candidate.id === action.model);
        this.slots = this.slots.map((slot, other) => (other === slotIndex && model ? { model } : slot));
      }
      // A column that is no longer visible must not cause further costs.
      if (index !== undefined) {
        await this.#shownRun.stop(index);
      }
    }
  }

  async #handleRunAction(action: RunActionRequested['action'], id: string): Promise<void> {
    if (action === 'delete') {
      await this.bridge.request('runs/delete', { id });
      this.runs = await this.bridge.request('runs/list', {});
    } else {
      this.#shownRun.follow(id, (run) => {
        this.draft = toDraft(run.prompt);
        this.slots = toSlots(run);
        this.view = 'answers';
      });
    }
  }

  #addColumn(): void {
    const used = new Set(this.slots.map(({ model }) => model.id));
    const model = this.models?.find(({ id, warning }) => !used.has(id) && warning === undefined) ?? this.models?.[0];
    this.slots = model ? [...this.slots, { model }] : this.slots;
  }

  #configure(): void {
    void this.#runAction(() => this.bridge.request('configure/open', {}));
  }

  /** Keeps the end of the responses visible if it was visible before. */
  #followEnd(): void {
    if (this.#isAtEnd()) {
      const scrollToEnd = (): void => this.columns?.scrollTo({ top: this.columns.scrollHeight });
      void this.updateComplete.then(() => requestAnimationFrame(scrollToEnd));
    }
  }

  #isAtEnd(): boolean {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = this.columns ?? {};
    return scrollHeight > clientHeight && scrollTop + clientHeight > scrollHeight - 40;
  }

  #saveState(slots = this.slots): void {
    const run = this.#shownRun.id;
    const saved: SavedState = { draft: this.draft, slots, ...(run === undefined ? {} : { run }) };
    this.bridge.state = saved;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-playground-page': PlaygroundPage;
  }
}
