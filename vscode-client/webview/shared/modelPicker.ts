import { providerNameOf, type NamedModel } from '../../src/model/providerNames.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { openPopover } from './popover.js';
import { icon, iconStyles } from './icon.js';
import { t } from './l10n.js';
import { formatLimit } from './modelFacts.js';
import { filterModels } from './modelFilter.js';
import { serverText } from './serverText.js';
import { base } from './styles.js';
import type { VirtualRows } from './virtualRows.js';
import './virtualRows.js';

/** Fired when the user has chosen a model. */
export class ModelChosen extends Event {
  static readonly type = 'model-chosen';
  constructor(readonly model: string) {
    super(ModelChosen.type, { bubbles: true, composed: true });
  }
}

/** A button that shows the chosen model. It opens a list that can be filtered by name, provider, and capability. */
@customElement('open-llm-model-picker')
export class ModelPicker extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      :host {
        display: inline-block;
        min-width: 0;
      }
      button {
        display: flex;
        align-items: center;
        gap: 2px;
        max-width: 100%;
        height: 24px;
        padding: 0 4px 0 6px;
        border: 0;
        border-radius: 4px;
        color: inherit;
        background: none;
        font: inherit;
        cursor: pointer;
      }
      button:hover {
        background: var(--vscode-toolbar-hoverBackground);
        outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
      }
      button:disabled {
        color: var(--vscode-disabledForeground);
        background: none;
        outline: 0;
        cursor: default;
      }
      .list {
        inset: auto;
        width: min(360px, calc(100vw - 16px));
        margin: 0;
        padding: 4px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
        background: var(--vscode-quickInput-background);
        color: var(--vscode-quickInput-foreground);
        box-shadow: 0 2px 8px var(--vscode-widget-shadow);
      }
      input {
        width: 100%;
        height: 26px;
        padding: 0 6px;
        border: 1px solid var(--vscode-input-border, transparent);
        border-radius: 2px;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        font: inherit;
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground);
      }
      open-llm-virtual-rows {
        display: block;
        max-height: min(280px, 50vh);
        margin-top: 4px;
        overflow-y: auto;
      }
      [role='option'] {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 28px;
        padding: 0 6px;
        border-radius: 4px;
        cursor: pointer;
      }
      [role='option'] .cut {
        flex: 1;
      }
      .active {
        color: var(--vscode-quickInputList-focusForeground);
        background: var(--vscode-quickInputList-focusBackground);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      .active .quiet {
        color: inherit;
      }
      .empty {
        padding: 4px 6px;
      }
    `,
  ];

  /** The models; undefined while they are unknown. */
  @property({ attribute: false }) models?: readonly NamedModel[] | undefined = [];
  /** The ID of the chosen model. */
  @property() chosen?: string | undefined;
  /** The name of the choice, for screen readers. If it is empty, `Model` is used. */
  @property() label = '';
  /** The name under which the chosen model is shown. If it is empty, the display name is used. */
  @property({ attribute: false }) name = '';
  /** Whether the list opens upward, for a picker at the bottom of the page. */
  @property({ type: Boolean, reflect: true }) above = false;
  @state() private open = false;
  @state() private query = '';
  @state() private activeIndex = 0;
  @query('button') private button!: HTMLButtonElement;
  @query('.list') private list?: HTMLElement;
  @query('input') private input?: HTMLInputElement;
  @query('open-llm-virtual-rows') private rows?: VirtualRows<NamedModel>;

  override render() {
    const chosen = this.models?.find(({ id }) => id === this.chosen);
    const name =
      this.name || (chosen?.name ?? this.chosen ?? (this.models ? t('Choose a model') : t('Loading models…')));
    const label = this.#label();
    return html`<button
        aria-haspopup="listbox"
        aria-expanded=${this.open}
        aria-label=${`${label}: ${name}`}
        title=${chosen?.warning ? serverText(chosen.warning, chosen.warningTemplate) : (chosen?.id ?? '')}
        ?disabled=${!this.models}
        @click=${() => (this.open ? this.#close() : void this.#open())}
      >
        ${chosen?.warning ? icon('warning') : nothing}
        <span class="cut">${name}</span>
        ${icon('chevron-down')}
      </button>
      ${this.open ? this.#renderList() : nothing}`;
  }

  #renderList() {
    const matches = this.#matches();
    return html`<div class="list" popover="manual" @keydown=${this.#handleKeydown} @focusout=${this.#handleFocusOut}>
      <input
        role="combobox"
        aria-label=${t('{0}: filter', this.#label())}
        aria-expanded="true"
        aria-controls="models"
        aria-activedescendant=${matches.length > 0 ? `model-${this.activeIndex}` : nothing}
        placeholder=${t('Filter by name, provider, tools, vision, free…')}
        .value=${this.query}
        @input=${(event: Event) => {
          this.query = (event.target as HTMLInputElement).value;
          this.activeIndex = 0;
        }}
      />
      <open-llm-virtual-rows
        id="models"
        role="listbox"
        aria-label=${this.#label()}
        .items=${matches}
        .row=${(model: NamedModel, index: number) => this.#renderRow(model, index, matches.length)}
      ></open-llm-virtual-rows>
      ${matches.length === 0 ? html`<p class="empty quiet" role="status">${t('No matching models.')}</p>` : nothing}
    </div>`;
  }

  #renderRow(model: NamedModel, index: number, count: number) {
    return html`<div
      role="option"
      id=${`model-${index}`}
      aria-selected=${model.id === this.chosen}
      aria-posinset=${index + 1}
      aria-setsize=${count}
      class=${index === this.activeIndex ? 'active' : ''}
      title=${model.warning ? serverText(model.warning, model.warningTemplate) : model.id}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(model)}
    >
      ${model.warning ? icon('warning') : model.id === this.chosen ? icon('check') : html`<span class="icon"></span>`}
      <span class="cut">${model.name} <span class="quiet">${providerNameOf(model)}</span></span>
      <span class="quiet number">${formatLimit(model, 'contextTokens')}</span>
    </div>`;
  }

  #label(): string {
    return this.label || t('Model');
  }

  #matches(): readonly NamedModel[] {
    return filterModels(this.models ?? [], this.query);
  }

  async #open(): Promise<void> {
    this.open = true;
    this.query = '';
    this.activeIndex = Math.max(
      0,
      this.#matches().findIndex(({ id }) => id === this.chosen),
    );
    await this.updateComplete;
    if (this.list) {
      openPopover(this.button, this.list, this);
    }
    this.input?.focus();
    await this.rows?.updateComplete;
    this.rows?.reveal(this.activeIndex);
  }

  #close(): void {
    this.open = false;
    this.button.focus();
  }

  #choose(model: NamedModel): void {
    this.#close();
    this.dispatchEvent(new ModelChosen(model.id));
  }

  readonly #handleFocusOut = (event: FocusEvent): void => {
    if (!this.renderRoot.contains(event.relatedTarget as Node | null)) {
      this.open = false;
    }
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const matches = this.#matches();
    const lastIndex = matches.length - 1;
    const targets: Record<string, number> = {
      ArrowDown: this.activeIndex + 1,
      ArrowUp: this.activeIndex - 1,
      PageDown: this.activeIndex + 8,
      PageUp: this.activeIndex - 8,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.activeIndex = Math.max(0, Math.min(lastIndex, target));
      this.rows?.reveal(this.activeIndex);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const model = matches[this.activeIndex];
      if (model) {
        this.#choose(model);
      }
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-model-picker': ModelPicker;
  }
}
