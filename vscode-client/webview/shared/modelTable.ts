import { providerNameOf, type ShownModel } from '../../src/model/providerNames.js';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { icon, iconStyles, type IconName } from './icon.js';
import { t } from './l10n.js';
import { abilities, factsLine, learnedFrom, limit, parseTokens, price, type Ability } from './modelFacts.js';
import { modelTableStyles } from './modelTable.styles.js';
import { serverText } from './serverText.js';
import { base } from './styles.js';
import './virtualRows.js';
import type { VirtualRows } from './virtualRows.js';

/** Fired when the user enables or disables a model. */
export class ModelToggled extends Event {
  static readonly type = 'model-toggled';
  constructor(
    readonly model: ShownModel,
    readonly on: boolean,
  ) {
    super(ModelToggled.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user sets the context size of a model. If the size is undefined, it is reset. */
export class ContextChosen extends Event {
  static readonly type = 'context-chosen';
  constructor(
    readonly model: ShownModel,
    readonly tokens: number | undefined,
  ) {
    super(ContextChosen.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user makes a model the default. */
export class DefaultChosen extends Event {
  static readonly type = 'default-chosen';
  constructor(readonly model: ShownModel) {
    super(DefaultChosen.type, { bubbles: true, composed: true });
  }
}

/**
 * Makes the VS Code context menu offer the actions for a model. The context is set on the body because VS Code reads
 * the ancestors of the event target, and the event is retargeted to an element outside the shadow trees. The context is
 * removed at the next right-click.
 */
function offerContextMenu(model: ShownModel): void {
  if (model.embedding) {
    return;
  }
  const context = { webviewSection: 'openLLMModel', openLLMModel: model.id, preventDefaultContextMenuItems: true };
  document.body.dataset['vscodeContext'] = JSON.stringify(context);
  const forget = (): void => {
    delete document.body.dataset['vscodeContext'];
    removeEventListener('contextmenu', forget, true);
    removeEventListener('pointerdown', forget, true);
  };
  setTimeout(() => {
    addEventListener('contextmenu', forget, true);
    addEventListener('pointerdown', forget, true);
  });
}

/**
 * Shows models in the style of VS Code tables: name, context, output, capabilities, and price. The arrow keys move
 * between rows; Enter and Space enable or disable a model. A line below the table shows the sources of the values in
 * the current row.
 */
@customElement('open-llm-model-table')
export class ModelTable extends LitElement {
  static override styles = [base, iconStyles, modelTableStyles];

  @property({ attribute: false }) models: readonly ShownModel[] = [];
  /** The IDs of the offered models. If undefined, there is no column to enable and disable models. */
  @property({ attribute: false }) offered?: ReadonlySet<string>;
  /** The ID of the default model. */
  @property({ attribute: false }) defaultModel?: string | undefined;
  /** Whether models of several providers are shown. */
  @property({ type: Boolean }) mixed = false;
  @property() label = '';
  /** The index of the row that the Tab key reaches. */
  @state() private active = 0;
  /** The model in the row that is under the pointer or has the focus. */
  @state() private inHand?: ShownModel | undefined;
  /** The ID of the model whose context size is being edited. */
  @state() private written?: string | undefined;
  /** Whether the entered text is not a valid number of tokens. */
  @state() private unreadable = false;
  @query('open-llm-virtual-rows') private rows!: VirtualRows<ShownModel>;

  override willUpdate(): void {
    this.active = Math.max(0, Math.min(this.active, this.models.length - 1));
    this.style.setProperty('--columns', `${this.#leading()} 80px 64px 92px 124px`);
    this.style.setProperty('--columns-without-price', `${this.#leading()} 80px 64px 92px`);
    this.style.setProperty('--columns-narrow', `${this.#leading()} 80px 92px`);
    this.style.setProperty('--columns-least', `${this.offered ? '20px ' : ''}minmax(80px, 1fr) 72px 92px`);
  }

  override render() {
    return html`<div role="grid" aria-label=${this.label} aria-rowcount=${this.models.length + 1}>
        <div role="rowgroup">
          <div role="row" class=${`head ${this.mixed ? 'mixed' : ''}`} aria-rowindex="1">
            ${this.offered ? html`<span role="columnheader"><span class="unseen">${t('Offered')}</span></span>` : nothing}
            <span role="columnheader">${t('Name')}</span>
            ${this.mixed ? html`<span role="columnheader" class="provider">${t('Provider')}</span>` : nothing}
            <span role="columnheader" class="number">${t('Context')}</span>
            <span role="columnheader" class="number output">${t('Output')}</span>
            <span role="columnheader">${t('Capabilities')}</span>
            <span role="columnheader" class="number price">${t('Price in / out')}</span>
          </div>
        </div>
        <open-llm-virtual-rows
          role="rowgroup"
          class="body"
          .items=${this.models}
          .row=${(model: ShownModel, index: number) => this.#row(model, index)}
          @keydown=${this.#key}
          @mouseleave=${() => (this.inHand = undefined)}
        ></open-llm-virtual-rows>
      </div>
      <p class="facts quiet" aria-hidden="true">
        ${this.inHand ? factsLine(this.inHand) : ''}
      </p>`;
  }

  #leading(): string {
    return `${this.offered ? '20px ' : ''}minmax(120px, 3fr)${this.mixed ? ' minmax(72px, 1fr)' : ''}`;
  }

  #row(model: ShownModel, index: number) {
    const on = this.#isOn(model);
    const reachable = index === this.active ? 0 : -1;
    return html`<div
      role="row"
      aria-rowindex=${index + 2}
      aria-description=${factsLine(model)}
      class=${`${this.mixed ? 'mixed ' : ''}${on ? '' : 'off'}`}
      tabindex=${reachable}
      data-index=${index}
      @focusin=${() => this.#take(model, index)}
      @mouseenter=${() => (this.inHand = model)}
      @contextmenu=${() => offerContextMenu(model)}
    >
      ${
        this.offered
          ? html`<span role="gridcell"
            ><input
              type="checkbox"
              tabindex=${reachable}
              aria-label=${t('Offer {0}', model.name)}
              .checked=${live(on)}
              @change=${(event: Event) => {
                event.stopPropagation();
                this.dispatchEvent(new ModelToggled(model, (event.target as HTMLInputElement).checked));
              }}
          /></span>`
          : nothing
      }
      <span role="gridcell" class="name">
        <span class="cut" title=${model.name === model.id ? model.id : `${model.name} (${model.id})`}>${model.name}</span>
        ${
          model.warning
            ? html`<span class="warning" role="img" aria-label=${serverText(model.warning, model.warningTemplate)} title=${serverText(model.warning, model.warningTemplate)}
              >${icon('warning')}</span
            >`
            : nothing
        }
        ${this.#default(model, reachable)}
      </span>
      ${
        this.mixed
          ? html`<span role="gridcell" class="cut quiet provider" title=${providerNameOf(model)}
            >${providerNameOf(model)}</span
          >`
          : nothing
      }
      <span role="gridcell" class="number">${this.#context(model, reachable)}</span>
      <span role="gridcell" class="number output" title=${learnedFrom(model, 'limits.maxOutputTokens')}>
        ${limit(model, 'maxOutputTokens')}
      </span>
      <span role="gridcell" class="abilities">${
        model.embedding
          ? html`<span class="quiet" title=${learnedFrom(model, 'embedding')}>${t('Embedding')}</span>`
          : abilities(model).map((ability) => abilityIcon(model, ability))
      }</span>
      <span role="gridcell" class="number price" title=${hint(price(model), learnedFrom(model, 'pricing'))}
        >${price(model)}</span
      >
    </div>`;
  }

  /** Renders the context size, which can be edited in place. */
  #context(model: ShownModel, reachable: number) {
    const shown = limit(model, 'contextTokens');
    if (model.embedding) {
      return html`<span title=${learnedFrom(model, 'embedding.maxInputTokens')}>${shown}</span>`;
    }
    if (this.written !== model.id) {
      return html`<button
        class="context"
        tabindex=${reachable}
        aria-label=${t('Change the context size of {0}, currently {1}', model.name, shown)}
        title=${hint(t('Change the context size'), learnedFrom(model, 'limits.contextTokens'))}
        @click=${() => void this.#write(model)}
      >
        ${shown}
      </button>`;
    }
    return html`<input
      class="context"
      type="text"
      aria-label=${t('Context size of {0} in tokens', model.name)}
      aria-invalid=${this.unreadable}
      title=${this.unreadable ? t('Enter a number of tokens, such as 128000 or 128K.') : t('Leave empty to use the value from the provider or the catalog.')}
      .value=${isConfigured(model) ? String(model.limits.contextTokens) : ''}
      placeholder=${String(model.limits.contextTokens)}
      @keydown=${(event: KeyboardEvent) => this.#contextKey(event, model)}
      @blur=${() => (this.written = undefined)}
    />`;
  }

  async #write(model: ShownModel): Promise<void> {
    this.written = model.id;
    this.unreadable = false;
    await this.#drawn();
    const field = this.rows.querySelector<HTMLInputElement>('input.context');
    field?.focus();
    field?.select();
  }

  #contextKey(event: KeyboardEvent, model: ShownModel): void {
    event.stopPropagation();
    if (event.key === 'Escape') {
      void this.#leaveContext();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const typed = (event.target as HTMLInputElement).value.trim();
      const tokens = parseTokens(typed);
      if (typed !== '' && tokens === undefined) {
        this.unreadable = true;
        this.rows.requestUpdate();
        return;
      }
      void this.#leaveContext();
      if (tokens !== undefined || isConfigured(model)) {
        this.dispatchEvent(new ContextChosen(model, tokens));
      }
    }
  }

  async #leaveContext(): Promise<void> {
    this.written = undefined;
    await this.#drawn();
    this.rows.querySelector<HTMLElement>(`[data-index="${this.active}"] button.context`)?.focus();
  }

  async #drawn(): Promise<void> {
    await this.updateComplete;
    await this.rows.updateComplete;
  }

  /** Renders the mark of the default model. For other models, renders a button that is visible in the current row. */
  #default(model: ShownModel, reachable: number) {
    if (model.id === this.defaultModel) {
      return html`<span class="star" role="img" aria-label=${t('Default model')} title=${t('Default model')}
        >${icon('star-full')}</span
      >`;
    }
    const label = t('Make {0} the default model', model.name);
    return this.#isOn(model) && !model.embedding
      ? html`<button
          class="action star"
          tabindex=${reachable}
          aria-label=${label}
          title=${label}
          @click=${() => this.dispatchEvent(new DefaultChosen(model))}
        >
          ${icon('star-empty')}
        </button>`
      : nothing;
  }

  #isOn(model: ShownModel): boolean {
    return this.offered?.has(model.id) ?? true;
  }

  #take(model: ShownModel, index: number): void {
    this.active = index;
    this.inHand = model;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(this.rows.clientHeight / this.rows.rowHeight) - 1);
    const last = this.models.length - 1;
    const to = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      void this.#focus(Math.max(0, Math.min(last, to)));
    } else if ((event.key === 'Enter' || event.key === ' ') && (event.target as HTMLElement).role === 'row') {
      event.preventDefault();
      const model = this.models[this.active];
      if (model && this.offered) {
        this.dispatchEvent(new ModelToggled(model, !this.#isOn(model)));
      }
    }
  };

  /** Moves the focus to a row. A row far away is not rendered until the list has scrolled to it. */
  async #focus(index: number): Promise<void> {
    this.active = index;
    this.rows.reveal(index);
    await this.updateComplete;
    await this.rows.drawn();
    this.rows.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  }
}

const abilityIcons: Readonly<Record<Ability['name'], IconName>> = {
  tools: 'tools',
  vision: 'eye',
  reasoning: 'thinking',
  files: 'file-pdf',
};

function abilityIcon(model: ShownModel, { name, word, field }: Ability) {
  return html`<span role="img" aria-label=${word} title=${hint(word, learnedFrom(model, field))}
    >${icon(abilityIcons[name])}</span
  >`;
}

/** Returns the tooltip for text that is truncated or shown as an icon, with the source of the value. */
function hint(text: string, source: string): string {
  return [text, source].filter((part) => part !== '').join(' · ');
}

/** Returns whether the user set the context size. */
function isConfigured(model: ShownModel): boolean {
  return model.sources['limits.contextTokens']?.startsWith('configuration') ?? false;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-model-table': ModelTable;
  }
}
