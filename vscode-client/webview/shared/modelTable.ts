import { providerNameOf, type NamedModel } from '../../src/model/providerNames.js';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { icon, iconStyles, type IconName } from './icon.js';
import { t } from './l10n.js';
import {
  capabilitiesOf,
  formatFacts,
  formatSource,
  formatLimit,
  parseTokens,
  formatPrice,
  type Capability,
} from './modelFacts.js';
import { modelTableStyles } from './modelTable.styles.js';
import { serverText } from './serverText.js';
import { base } from './styles.js';
import './virtualRows.js';
import type { VirtualRows } from './virtualRows.js';

/** Fired when the user enables or disables a model. */
export class ModelToggled extends Event {
  static readonly type = 'model-toggled';
  constructor(
    readonly model: NamedModel,
    readonly enabled: boolean,
  ) {
    super(ModelToggled.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user sets the context size of a model. If the size is undefined, it is reset. */
export class ContextChosen extends Event {
  static readonly type = 'context-chosen';
  constructor(
    readonly model: NamedModel,
    readonly tokens: number | undefined,
  ) {
    super(ContextChosen.type, { bubbles: true, composed: true });
  }
}

/** Fired when the user makes a model the default. */
export class DefaultChosen extends Event {
  static readonly type = 'default-chosen';
  constructor(readonly model: NamedModel) {
    super(DefaultChosen.type, { bubbles: true, composed: true });
  }
}

/**
 * Makes the VS Code context menu offer the actions for a model. The context is set on the body because VS Code reads
 * the ancestors of the event target, and the event is retargeted to an element outside the shadow trees. The context is
 * removed at the next right-click.
 */
function offerContextMenu(model: NamedModel): void {
  if (model.embedding) {
    return;
  }
  const context = { webviewSection: 'openLLMModel', openLLMModel: model.id, preventDefaultContextMenuItems: true };
  document.body.dataset['vscodeContext'] = JSON.stringify(context);
  const clearContext = (): void => {
    delete document.body.dataset['vscodeContext'];
    removeEventListener('contextmenu', clearContext, true);
    removeEventListener('pointerdown', clearContext, true);
  };
  setTimeout(() => {
    addEventListener('contextmenu', clearContext, true);
    addEventListener('pointerdown', clearContext, true);
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

  @property({ attribute: false }) models: readonly NamedModel[] = [];
  /** The IDs of the offered models. If undefined, there is no column to enable and disable models. */
  @property({ attribute: false }) offered?: ReadonlySet<string>;
  /** The ID of the default model. */
  @property({ attribute: false }) defaultModel?: string | undefined;
  /** Whether models of several providers are shown. */
  @property({ type: Boolean }) mixed = false;
  @property() label = '';
  /** The index of the row that the Tab key reaches. */
  @state() private activeIndex = 0;
  /** The model in the row that is under the pointer or has the focus. */
  @state() private currentModel?: NamedModel | undefined;
  /** The ID of the model whose context size is being edited. */
  @state() private editedModelId?: string | undefined;
  /** Whether the entered text is not a valid number of tokens. */
  @state() private isInvalid = false;
  @query('open-llm-virtual-rows') private rows!: VirtualRows<NamedModel>;

  override willUpdate(): void {
    this.activeIndex = Math.max(0, Math.min(this.activeIndex, this.models.length - 1));
    this.style.setProperty('--columns', `${this.#leadingColumns()} 80px 64px 92px 124px`);
    this.style.setProperty('--columns-without-price', `${this.#leadingColumns()} 80px 64px 92px`);
    this.style.setProperty('--columns-narrow', `${this.#leadingColumns()} 80px 92px`);
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
          .row=${(model: NamedModel, index: number) => this.#renderRow(model, index)}
          @keydown=${this.#handleKeydown}
          @mouseleave=${() => (this.currentModel = undefined)}
        ></open-llm-virtual-rows>
      </div>
      <p class="facts quiet" aria-hidden="true">
        ${this.currentModel ? formatFacts(this.currentModel) : ''}
      </p>`;
  }

  #leadingColumns(): string {
    return `${this.offered ? '20px ' : ''}minmax(120px, 3fr)${this.mixed ? ' minmax(72px, 1fr)' : ''}`;
  }

  #renderRow(model: NamedModel, index: number) {
    const enabled = this.#isOffered(model);
    const tabIndex = index === this.activeIndex ? 0 : -1;
    return html`<div
      role="row"
      aria-rowindex=${index + 2}
      aria-description=${formatFacts(model)}
      class=${`${this.mixed ? 'mixed ' : ''}${enabled ? '' : 'off'}`}
      tabindex=${tabIndex}
      data-index=${index}
      @focusin=${() => this.#setCurrent(model, index)}
      @mouseenter=${() => (this.currentModel = model)}
      @contextmenu=${() => offerContextMenu(model)}
    >
      ${
        this.offered
          ? html`<span role="gridcell"
            ><input
              type="checkbox"
              tabindex=${tabIndex}
              aria-label=${t('Offer {0}', model.name)}
              .checked=${live(enabled)}
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
        ${this.#renderDefault(model, tabIndex)}
      </span>
      ${
        this.mixed
          ? html`<span role="gridcell" class="cut quiet provider" title=${providerNameOf(model)}
            >${providerNameOf(model)}</span
          >`
          : nothing
      }
      <span role="gridcell" class="number">${this.#renderContext(model, tabIndex)}</span>
      <span role="gridcell" class="number output" title=${formatSource(model, 'limits.maxOutputTokens')}>
        ${formatLimit(model, 'maxOutputTokens')}
      </span>
      <span role="gridcell" class="abilities">${
        model.embedding
          ? html`<span class="quiet" title=${formatSource(model, 'embedding')}>${t('Embedding')}</span>`
          : capabilitiesOf(model).map((capability) => capabilityIcon(model, capability))
      }</span>
      <span role="gridcell" class="number price" title=${tooltip(formatPrice(model), formatSource(model, 'pricing'))}
        >${formatPrice(model)}</span
      >
    </div>`;
  }

  /** Renders the context size, which can be edited in place. */
  #renderContext(model: NamedModel, tabIndex: number) {
    const text = formatLimit(model, 'contextTokens');
    if (model.embedding) {
      return html`<span title=${formatSource(model, 'embedding.maxInputTokens')}>${text}</span>`;
    }
    if (this.editedModelId !== model.id) {
      return html`<button
        class="context"
        tabindex=${tabIndex}
        aria-label=${t('Change the context size of {0}, currently {1}', model.name, text)}
        title=${tooltip(t('Change the context size'), formatSource(model, 'limits.contextTokens'))}
        @click=${() => void this.#editContext(model)}
      >
        ${text}
      </button>`;
    }
    return html`<input
      class="context"
      type="text"
      aria-label=${t('Context size of {0} in tokens', model.name)}
      aria-invalid=${this.isInvalid}
      title=${this.isInvalid ? t('Enter a number of tokens, such as 128000 or 128K.') : t('Leave empty to use the value from the provider or the catalog.')}
      .value=${isConfigured(model) ? String(model.limits.contextTokens) : ''}
      placeholder=${String(model.limits.contextTokens)}
      @keydown=${(event: KeyboardEvent) => this.#handleContextKeydown(event, model)}
      @blur=${() => (this.editedModelId = undefined)}
    />`;
  }

  async #editContext(model: NamedModel): Promise<void> {
    this.editedModelId = model.id;
    this.isInvalid = false;
    await this.#waitForRender();
    const field = this.rows.querySelector<HTMLInputElement>('input.context');
    field?.focus();
    field?.select();
  }

  #handleContextKeydown(event: KeyboardEvent, model: NamedModel): void {
    event.stopPropagation();
    if (event.key === 'Escape') {
      void this.#stopEditing();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const input = (event.target as HTMLInputElement).value.trim();
      const tokens = parseTokens(input);
      if (input !== '' && tokens === undefined) {
        this.isInvalid = true;
        this.rows.requestUpdate();
        return;
      }
      void this.#stopEditing();
      if (tokens !== undefined || isConfigured(model)) {
        this.dispatchEvent(new ContextChosen(model, tokens));
      }
    }
  }

  async #stopEditing(): Promise<void> {
    this.editedModelId = undefined;
    await this.#waitForRender();
    this.rows.querySelector<HTMLElement>(`[data-index="${this.activeIndex}"] button.context`)?.focus();
  }

  async #waitForRender(): Promise<void> {
    await this.updateComplete;
    await this.rows.updateComplete;
  }

  /** Renders the mark of the default model. For other models, renders a button that is visible in the current row. */
  #renderDefault(model: NamedModel, tabIndex: number) {
    if (model.id === this.defaultModel) {
      return html`<span class="star" role="img" aria-label=${t('Default model')} title=${t('Default model')}
        >${icon('star-full')}</span
      >`;
    }
    const label = t('Make {0} the default model', model.name);
    return this.#isOffered(model) && !model.embedding
      ? html`<button
          class="action star"
          tabindex=${tabIndex}
          aria-label=${label}
          title=${label}
          @click=${() => this.dispatchEvent(new DefaultChosen(model))}
        >
          ${icon('star-empty')}
        </button>`
      : nothing;
  }

  #isOffered(model: NamedModel): boolean {
    return this.offered?.has(model.id) ?? true;
  }

  #setCurrent(model: NamedModel, index: number): void {
    this.activeIndex = index;
    this.currentModel = model;
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const pageSize = Math.max(1, Math.floor(this.rows.clientHeight / this.rows.rowHeight) - 1);
    const lastIndex = this.models.length - 1;
    const targetIndex = {
      ArrowDown: this.activeIndex + 1,
      ArrowUp: this.activeIndex - 1,
      PageDown: this.activeIndex + pageSize,
      PageUp: this.activeIndex - pageSize,
      Home: 0,
      End: lastIndex,
    }[event.key];
    if (targetIndex !== undefined) {
      event.preventDefault();
      void this.#focusRow(Math.max(0, Math.min(lastIndex, targetIndex)));
    } else if ((event.key === 'Enter' || event.key === ' ') && (event.target as HTMLElement).role === 'row') {
      event.preventDefault();
      const model = this.models[this.activeIndex];
      if (model && this.offered) {
        this.dispatchEvent(new ModelToggled(model, !this.#isOffered(model)));
      }
    }
  };

  /** Moves the focus to a row. A row far away is not rendered until the list has scrolled to it. */
  async #focusRow(index: number): Promise<void> {
    this.activeIndex = index;
    this.rows.reveal(index);
    await this.updateComplete;
    await this.rows.whenRendered();
    this.rows.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  }
}

const capabilityIcons: Readonly<Record<Capability['name'], IconName>> = {
  tools: 'tools',
  vision: 'eye',
  reasoning: 'thinking',
  files: 'file-pdf',
};

function capabilityIcon(model: NamedModel, { name, word, field }: Capability) {
  return html`<span role="img" aria-label=${word} title=${tooltip(word, formatSource(model, field))}
    >${icon(capabilityIcons[name])}</span
  >`;
}

/** Returns the tooltip for text that is truncated or shown as an icon, with the source of the value. */
function tooltip(text: string, source: string): string {
  return [text, source].filter((part) => part !== '').join(' · ');
}

/** Returns whether the user set the context size. */
function isConfigured(model: NamedModel): boolean {
  return model.sources['limits.contextTokens']?.startsWith('configuration') ?? false;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-model-table': ModelTable;
  }
}
