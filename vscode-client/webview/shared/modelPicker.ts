import { providerNameOf, type ShownModel } from '../../src/model/providerNames.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { openPopover } from './popover.js';
import { icon, iconStyles } from './icon.js';
import { t } from './l10n.js';
import { limit } from './modelFacts.js';
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
  @property({ attribute: false }) models?: readonly ShownModel[] | undefined = [];
  /** The ID of the chosen model. */
  @property() chosen?: string | undefined;
  /** The name of the choice, for screen readers. If it is empty, `Model` is used. */
  @property() label = '';
  /** The name under which the chosen model is shown. If it is empty, the display name is used. */
  @property({ attribute: false }) name = '';
  /** Whether the list opens upward, for a picker at the bottom of the page. */
  @property({ type: Boolean, reflect: true }) above = false;
  @state() private open = false;
  @state() private typed = '';
  @state() private active = 0;
  @query('button') private button!: HTMLButtonElement;
  @query('.list') private list?: HTMLElement;
  @query('input') private input?: HTMLInputElement;
  @query('open-llm-virtual-rows') private rows?: VirtualRows<ShownModel>;

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
      ${this.open ? this.#list() : nothing}`;
  }

  #list() {
    const shown = this.#shown();
    return html`<div class="list" popover="manual" @keydown=${this.#key} @focusout=${this.#left}>
      <input
        role="combobox"
        aria-label=${t('{0}: filter', this.#label())}
        aria-expanded="true"
        aria-controls="models"
        aria-activedescendant=${shown.length > 0 ? `model-${this.active}` : nothing}
        placeholder=${t('Filter by name, provider, tools, vision, free…')}
        .value=${this.typed}
        @input=${(event: Event) => {
          this.typed = (event.target as HTMLInputElement).value;
          this.active = 0;
        }}
      />
      <open-llm-virtual-rows
        id="models"
        role="listbox"
        aria-label=${this.#label()}
        .items=${shown}
        .row=${(model: ShownModel, index: number) => this.#row(model, index, shown.length)}
      ></open-llm-virtual-rows>
      ${shown.length === 0 ? html`<p class="empty quiet" role="status">${t('No matching models.')}</p>` : nothing}
    </div>`;
  }

  #row(model: ShownModel, index: number, count: number) {
    return html`<div
      role="option"
      id=${`model-${index}`}
      aria-selected=${model.id === this.chosen}
      aria-posinset=${index + 1}
      aria-setsize=${count}
      class=${index === this.active ? 'active' : ''}
      title=${model.warning ? serverText(model.warning, model.warningTemplate) : model.id}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(model)}
    >
      ${model.warning ? icon('warning') : model.id === this.chosen ? icon('check') : html`<span class="icon"></span>`}
      <span class="cut">${model.name} <span class="quiet">${providerNameOf(model)}</span></span>
      <span class="quiet number">${limit(model, 'contextTokens')}</span>
    </div>`;
  }

  #label(): string {
    return this.label || t('Model');
  }

  #shown(): readonly ShownModel[] {
    return filterModels(this.models ?? [], this.typed);
  }

  async #open(): Promise<void> {
    this.open = true;
    this.typed = '';
    this.active = Math.max(
      0,
      this.#shown().findIndex(({ id }) => id === this.chosen),
    );
    await this.updateComplete;
    if (this.list) {
      openPopover(this.button, this.list, this);
    }
    this.input?.focus();
    await this.rows?.updateComplete;
    this.rows?.reveal(this.active);
  }

  #close(): void {
    this.open = false;
    this.button.focus();
  }

  #choose(model: ShownModel): void {
    this.#close();
    this.dispatchEvent(new ModelChosen(model.id));
  }

  readonly #left = (event: FocusEvent): void => {
    if (!this.renderRoot.contains(event.relatedTarget as Node | null)) {
      this.open = false;
    }
  };

  readonly #key = (event: KeyboardEvent): void => {
    const shown = this.#shown();
    const last = shown.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + 8,
      PageUp: this.active - 8,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.active = Math.max(0, Math.min(last, target));
      this.rows?.reveal(this.active);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const model = shown[this.active];
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
