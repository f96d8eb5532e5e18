import type { ModelInfo } from '@open-llm/client';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { icon, iconStyles } from './icon.js';
import { t } from './l10n.js';
import { abilities, factsLine, learnedFrom, limit, price } from './modelFacts.js';
import { modelTableStyles } from './modelTable.styles.js';
import { serverState } from './serverText.js';
import { base } from './styles.js';
import './virtualRows.js';
import type { VirtualRows } from './virtualRows.js';

/** Fired when a model is switched on or off. */
export class ModelToggled extends Event {
  static readonly type = 'model-toggled';
  constructor(
    readonly model: ModelInfo,
    readonly on: boolean,
  ) {
    super(ModelToggled.type, { bubbles: true, composed: true });
  }
}

/** Fired when a model was made the one that answers when none is named. */
export class DefaultChosen extends Event {
  static readonly type = 'default-chosen';
  constructor(readonly model: ModelInfo) {
    super(DefaultChosen.type, { bubbles: true, composed: true });
  }
}

/**
 * Has VS Code offer in its context menu what can be done with a model. VS Code looks at the elements around the one that
 * it sees, and does not see into shadow trees. The next click with the other button begins anew.
 */
function offerContextMenu(model: ModelInfo): void {
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
 * Models as VS Code's own table shows them: name, context, output, capabilities, price. The arrow keys move from row to
 * row, Enter and Space switch a model on or off. A line below tells where the facts on the row in hand were learned.
 */
@customElement('open-llm-model-table')
export class ModelTable extends LitElement {
  static override styles = [base, iconStyles, modelTableStyles];

  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  /** Ids of the models that are offered; without it there is no column to switch them. */
  @property({ attribute: false }) offered?: ReadonlySet<string>;
  /** Id of the model that answers when none is named. */
  @property({ attribute: false }) defaultModel?: string | undefined;
  /** Whether models of several providers are shown. */
  @property({ type: Boolean }) mixed = false;
  @property() label = '';
  /** The row that the Tab key reaches. */
  @state() private active = 0;
  /** The row under the pointer or with the focus. */
  @state() private inHand?: ModelInfo | undefined;
  @query('open-llm-virtual-rows') private rows!: VirtualRows<ModelInfo>;

  override willUpdate(): void {
    this.active = Math.max(0, Math.min(this.active, this.models.length - 1));
    this.style.setProperty('--columns', `${this.#leading()} 64px 64px minmax(178px, 2fr) 124px`);
    this.style.setProperty('--columns-without-price', `${this.#leading()} 64px 64px minmax(166px, 2fr)`);
    this.style.setProperty('--columns-narrow', `${this.#leading()} 64px minmax(166px, 2fr)`);
    this.style.setProperty('--columns-least', `${this.offered ? '20px ' : ''}minmax(100px, 1fr) 56px minmax(0, 1fr)`);
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
          .row=${(model: ModelInfo, index: number) => this.#row(model, index)}
          @keydown=${this.#key}
          @mouseleave=${() => (this.inHand = undefined)}
        ></open-llm-virtual-rows>
      </div>
      <p class="facts quiet" aria-hidden="true">
        ${this.inHand ? factsLine(this.inHand) : ''}
      </p>`;
  }

  #leading(): string {
    return `${this.offered ? '20px ' : ''}minmax(120px, 3fr)${this.mixed ? ' minmax(80px, 1fr)' : ''}`;
  }

  #row(model: ModelInfo, index: number) {
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
        <span class="cut" title=${model.id}>${model.name}</span>
        ${
          model.warning
            ? html`<span class="warning" role="img" aria-label=${serverState(model.warning, model.warningTemplate)} title=${serverState(model.warning, model.warningTemplate)}
              >${icon('warning')}</span
            >`
            : nothing
        }
        ${this.#default(model, reachable)}
      </span>
      ${this.mixed ? html`<span role="gridcell" class="cut quiet provider">${model.provider}</span>` : nothing}
      <span role="gridcell" class="number" title=${learnedFrom(model, 'limits.contextTokens')}>
        ${limit(model, 'contextTokens')}
      </span>
      <span role="gridcell" class="number output" title=${learnedFrom(model, 'limits.maxOutputTokens')}>
        ${limit(model, 'maxOutputTokens')}
      </span>
      <span role="gridcell" class="chips"
        >${abilities(model).map(
          ({ word, field }) => html`<span class="chip" title=${learnedFrom(model, field)}>${word}</span>`,
        )}</span
      >
      <span role="gridcell" class="number price" title=${learnedFrom(model, 'pricing')}>${price(model)}</span>
    </div>`;
  }

  /** The mark of the default model; for others a button that shows on the row in hand. */
  #default(model: ModelInfo, reachable: number) {
    if (model.id === this.defaultModel) {
      return html`<span class="star" role="img" aria-label=${t('Default model')} title=${t('Default model')}
        >${icon('star-full')}</span
      >`;
    }
    const label = t('Make {0} the default model', model.name);
    return this.#isOn(model)
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

  #isOn(model: ModelInfo): boolean {
    return this.offered?.has(model.id) ?? true;
  }

  #take(model: ModelInfo, index: number): void {
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

  /** A row far away is drawn only when the list has scrolled to it. */
  async #focus(index: number): Promise<void> {
    this.active = index;
    this.rows.reveal(index);
    await this.updateComplete;
    await this.rows.drawn();
    this.rows.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-model-table': ModelTable;
  }
}
