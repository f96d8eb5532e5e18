import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ComparedMetric } from '../../src/playground/figures.js';
import { emptyColumn, hasEnded, type Column, type PlayModel } from '../../src/playground/run.js';
import '../shared/errorLine.js';
import { icon, iconButton, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import '../shared/markdown/markdownView.js';
import { ModelChosen } from '../shared/modelPicker.js';
import '../shared/modelPicker.js';
import { serverText } from '../shared/serverText.js';
import { base } from '../shared/styles.js';
import './figureList.js';

/** Fired by the buttons of a column. */
export class ColumnActionRequested extends Event {
  static readonly type = 'column-action-requested';
  constructor(readonly action: 'stop' | 'again' | 'remove' | 'configure' | { readonly model: string }) {
    super(ColumnActionRequested.type, { bubbles: true, composed: true });
  }
}

/**
 * Shows one model, its response as it arrives, and its metrics. The three rows of this element are rows of the
 * surrounding grid.
 */
@customElement('open-llm-answer-column')
export class AnswerColumn extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      :host {
        display: grid;
        grid-row: span 3;
        grid-template-rows: subgrid;
        min-width: 0;
        border-right: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      header,
      footer {
        position: sticky;
        background: var(--vscode-editor-background);
        padding: 6px 12px 6px 20px;
      }
      header {
        top: 0;
        z-index: 2;
        display: flex;
        gap: 2px;
        align-items: center;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      open-llm-model-picker {
        margin: 0 auto 0 -6px;
      }
      footer {
        bottom: 0;
        z-index: 1;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .answer {
        padding: 12px 12px 12px 20px;
        min-width: 0;
      }
      .answer > * + * {
        margin-top: 8px;
      }
      open-llm-error-line {
        display: block;
      }
      open-llm-markdown {
        --open-llm-code-editing: none;
      }
      details > summary {
        cursor: pointer;
      }
      .plain {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      pre {
        margin: 4px 0 0;
        padding: 8px;
        overflow-x: auto;
        border-radius: 4px;
        background: var(--vscode-textCodeBlock-background);
        font-family: var(--vscode-editor-font-family);
        font-size: var(--vscode-editor-font-size);
      }
    `,
  ];

  @property({ attribute: false }) models: readonly PlayModel[] = [];
  @property({ attribute: false }) column: Column = emptyColumn({} as PlayModel);
  @property({ attribute: false }) best: ReadonlySet<ComparedMetric> = new Set();
  /** Whether the column belongs to a run, so its request can be repeated. */
  @property({ attribute: false }) hasRun = false;
  @property({ attribute: false }) removable = false;
  /** The name of the model, unique among the columns. */
  @property({ attribute: false }) name = '';

  override render() {
    const { model } = this.column;
    return html`<header>
        <open-llm-model-picker
          .models=${this.models}
          .chosen=${model.id}
          .name=${this.name}
          .label=${t('Model')}
          @model-chosen=${this.#handleModelChosen}
        ></open-llm-model-picker>
        ${this.#renderButtons()}
      </header>
      <div class="answer" aria-busy=${this.hasRun && !hasEnded(this.column)}>${this.#renderResponse()}</div>
      <footer><open-llm-figure-list .column=${this.column} .best=${this.best}></open-llm-figure-list></footer>`;
  }

  #renderButtons() {
    const { name } = this;
    const ended = hasEnded(this.column);
    return html`${
      this.hasRun && !ended
        ? iconButton('stop-circle', t('Stop {0}', name), () => this.#dispatchAction('stop'))
        : nothing
    }
    ${this.hasRun && ended ? iconButton('refresh', t('Ask {0} again', name), () => this.#dispatchAction('again')) : nothing}
    ${this.removable ? iconButton('close', t('Remove {0}', name), () => this.#dispatchAction('remove')) : nothing}`;
  }

  #renderResponse() {
    const { column } = this;
    if (!this.hasRun) {
      return html`<p class="quiet">${column.model.warning ? serverText(column.model.warning, column.model.warningTemplate) : t('The response appears here.')}</p>`;
    }
    const notices = [...column.notices, ...(column.waitsFor ? [column.waitsFor.message] : [])];
    return html`${notices.map((notice) => html`<p class="quiet">${notice}</p>`)} ${this.#renderReasoning(column)}
    ${column.text === '' ? nothing : html`<open-llm-markdown .text=${column.text}></open-llm-markdown>`}
    ${column.toolCalls.map(
      (call) =>
        html`<details open>
          <summary>${t('Tool call: {0}', call.name)}</summary>
          <pre tabindex="0">${JSON.stringify(call.arguments, undefined, 2)}</pre>
        </details>`,
    )}
    ${column.state === 'waiting' ? html`<p class="quiet"><span class="turning">${icon('loading')}</span> ${t('Waiting for the response…')}</p>` : nothing}
    ${column.state === 'stopped' ? html`<p class="quiet">${t('Stopped.')}</p>` : nothing}
    ${column.state === 'done' && isEmpty(column) ? html`<p class="quiet">${t('The model returned no response.')}</p>` : nothing}
    ${column.error ? html`<open-llm-error-line .error=${column.error}>${this.#renderRemedy(column)}</open-llm-error-line>` : nothing}`;
  }

  #renderReasoning({ reasoning, text, state }: Column) {
    return reasoning === ''
      ? nothing
      : html`<details ?open=${text === '' && state === 'answering'}>
          <summary class="quiet">${t('Reasoning')}</summary>
          <p class="plain quiet">${reasoning}</p>
        </details>`;
  }

  #renderRemedy({ error, model }: Column) {
    const isOpenLlmModel = model.vendor === 'open-llm';
    return isOpenLlmModel && (error?.kind === 'auth' || error?.kind === 'permission' || error?.kind === 'config')
      ? html`<vscode-button secondary @click=${() => this.#dispatchAction('configure')}>${t('Configure')}</vscode-button>`
      : nothing;
  }

  readonly #handleModelChosen = (event: Event): void => {
    if (event instanceof ModelChosen) {
      event.stopPropagation();
      this.#dispatchAction({ model: event.model });
    }
  };

  #dispatchAction(action: ColumnActionRequested['action']): void {
    this.dispatchEvent(new ColumnActionRequested(action));
  }
}

function isEmpty({ text, toolCalls }: Column): boolean {
  return text === '' && toolCalls.length === 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-answer-column': AnswerColumn;
  }
}
