import type { ModelInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cost, pricePerMillion, tokens } from './format.js';
import { t } from './l10n.js';
import { placeName } from './places.js';
import { base } from './styles.js';
import './virtualRows.js';

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

/** Models as VS Code's own table shows them: name, context, output, capabilities, price. */
@customElement('open-llm-model-table')
export class ModelTable extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        container-type: inline-size;
      }
      [role='row'] {
        display: grid;
        grid-template-columns: var(--columns);
        align-items: center;
        gap: 12px;
        height: 28px;
        padding: 0 8px;
      }
      .head {
        background: var(--vscode-keybindingTable-headerBackground);
        font-weight: 600;
        flex: none;
      }
      .body [role='row']:nth-child(odd) {
        background: var(--vscode-keybindingTable-rowsBackground);
      }
      .body [role='row']:hover {
        background: var(--vscode-list-hoverBackground);
      }
      open-llm-virtual-rows {
        display: block;
        max-height: 60vh;
        overflow-y: auto;
      }
      .chips {
        display: flex;
        gap: 4px;
        overflow: hidden;
      }
      .chip {
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 3px;
        padding: 0 5px;
        font-size: 0.85em;
      }
      input {
        margin: 0;
        accent-color: var(--vscode-checkbox-selectBackground, var(--vscode-focusBorder));
      }
      vscode-icon {
        color: var(--vscode-editorWarning-foreground);
        vertical-align: text-bottom;
      }
      .off {
        color: var(--vscode-disabledForeground);
      }
      /* Where there is little room, what matters least goes first: price, then output. */
      @container (max-width: 640px) {
        [role='row'] {
          grid-template-columns: var(--columns-without-price);
        }
        .price {
          display: none;
        }
      }
      @container (max-width: 460px) {
        [role='row'] {
          grid-template-columns: var(--columns-narrow);
        }
        .output {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  /** Ids of the models that are offered; without it there is no column to switch them. */
  @property({ attribute: false }) offered?: ReadonlySet<string>;
  @property() label = '';

  override render() {
    const name = `${this.offered ? '20px ' : ''}minmax(120px, 3fr)`;
    this.style.setProperty('--columns', `${name} 64px 64px minmax(150px, 2fr) 140px`);
    this.style.setProperty('--columns-without-price', `${name} 64px 64px minmax(120px, 2fr)`);
    this.style.setProperty('--columns-narrow', `${name} 64px minmax(100px, 2fr)`);
    return html`<div role="table" aria-label=${this.label} aria-rowcount=${this.models.length + 1}>
      <div role="rowgroup">
        <div role="row" class="head" aria-rowindex="1">
          ${this.offered ? html`<span role="columnheader"><span class="unseen">${t('Offered')}</span></span>` : nothing}
          <span role="columnheader">${t('Name')}</span>
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
      ></open-llm-virtual-rows>
    </div>`;
  }

  #row(model: ModelInfo, index: number) {
    const on = this.offered?.has(model.id) ?? true;
    return html`<div role="row" aria-rowindex=${index + 2} class=${on ? '' : 'off'}>
      ${this.offered
        ? html`<span role="cell"
            ><input
              type="checkbox"
              aria-label=${t('Offer {0}', model.name)}
              .checked=${on}
              @change=${(event: Event) => {
                event.stopPropagation();
                this.dispatchEvent(new ModelToggled(model, (event.target as HTMLInputElement).checked));
              }}
          /></span>`
        : nothing}
      <span role="cell" class="cut" title=${model.id}>
        ${model.name}
        ${model.warning
          ? html`<vscode-icon name="warning" label=${model.warning} title=${model.warning}></vscode-icon>`
          : nothing}
      </span>
      <span role="cell" class="number" title=${from(model, 'limits.contextTokens')}>
        ${tokens(model.limits.contextTokens)}
      </span>
      <span role="cell" class="number output" title=${from(model, 'limits.maxOutputTokens')}>
        ${tokens(model.limits.maxOutputTokens)}
      </span>
      <span role="cell" class="chips">${chips(model)}</span>
      <span role="cell" class="number price" title=${from(model, 'pricing')}>${price(model)}</span>
    </div>`;
  }
}

function chips(model: ModelInfo) {
  const { tools, vision, reasoning, files } = model.capabilities;
  const shown: [boolean, string, string][] = [
    [tools, t('Tools'), 'capabilities.tools'],
    [vision, t('Vision'), 'capabilities.vision'],
    [reasoning, t('Reasoning'), 'capabilities.reasoning'],
    [files, t('Files'), 'capabilities.files'],
  ];
  return shown.map(([has, word, field]) =>
    has ? html`<span class="chip" title=${from(model, field)}>${word}</span>` : nothing,
  );
}

function price(model: ModelInfo): string {
  if (!model.pricing) {
    return '';
  }
  const { input, output } = model.pricing;
  return input === 0 && output === 0
    ? t('free')
    : `${cost(input)} / ${pricePerMillion(output)}`;
}

/** The quiet word on where a value was learned. */
function from(model: ModelInfo, field: string): string {
  const source = model.sources[field];
  return source ? t('from {0}', placeName(source)) : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-model-table': ModelTable;
  }
}
