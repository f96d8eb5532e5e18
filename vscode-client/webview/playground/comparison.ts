import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { diffWordsWithSpace, type Change } from 'diff';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { columnNames } from '../../src/playground/columnNames.js';
import type { Column } from '../../src/playground/run.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';

/**
 * The time after which comparing is given up, in milliseconds. Comparing responses with almost nothing in common takes
 * long; after this time, the first response is shown as entirely replaced by the second.
 */
const timeoutMs = 500;

/**
 * Shows two responses as one text: text that only the first contains is marked as deleted, and text that only the
 * second contains is marked as inserted.
 */
@customElement('open-llm-comparison')
export class Comparison extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 12px 20px;
        overflow-y: auto;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        margin-bottom: 12px;
      }
      .side {
        display: flex;
        gap: 8px;
        align-items: center;
        min-width: 0;
        white-space: nowrap;
      }
      vscode-single-select {
        flex: 0 1 240px;
        min-width: 0;
      }
      .text {
        max-width: 900px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      del {
        background: var(--vscode-diffEditor-removedTextBackground);
        outline: 1px solid var(--vscode-diffEditor-removedTextBorder, transparent);
      }
      ins {
        text-decoration: none;
        background: var(--vscode-diffEditor-insertedTextBackground);
        outline: 1px solid var(--vscode-diffEditor-insertedTextBorder, transparent);
      }
    `,
  ];

  @property({ attribute: false }) columns: readonly Column[] = [];
  @state() private left = 0;
  @state() private right = 1;

  override render() {
    const left = this.columns[this.left] ?? this.columns[0];
    const right = this.columns[this.right] ?? this.columns[1];
    if (!left || !right) {
      return nothing;
    }
    const changes = diffTexts(left.text, right.text);
    const identical = changes.every(({ added, removed }) => !added && !removed);
    return html`<div class="row">
        <span class="side">
          ${this.#renderSelect(t('First response'), this.columns.indexOf(left), (index) => (this.left = index))}
          <del>${t('only in this response')}</del>
        </span>
        <span class="side">
          ${this.#renderSelect(t('Second response'), this.columns.indexOf(right), (index) => (this.right = index))}
          <ins>${t('only in this response')}</ins>
        </span>
      </div>
      ${
        identical
          ? html`<p class="quiet">${left.text === '' ? t('Neither model has responded.') : t('The two responses are identical.')}</p>`
          : html`<div class="text" role="region" aria-label=${t('Difference')} tabindex="0">${changes.map(renderChange)}</div>`
      }`;
  }

  #renderSelect(label: string, selected: number, onChange: (index: number) => void) {
    return html`<vscode-single-select
      .label=${label}
      .value=${String(selected)}
      @change=${(event: Event) => onChange(Number((event.target as HTMLSelectElement).value))}
    >
      ${columnNames(this.columns.map(({ model }) => model)).map(
        (name, index) =>
          html`<vscode-option value=${String(index)} ?selected=${index === selected}>${name}</vscode-option>`,
      )}
    </vscode-single-select>`;
  }
}

function diffTexts(left: string, right: string): readonly Pick<Change, 'value' | 'added' | 'removed'>[] {
  return (
    diffWordsWithSpace(left, right, { timeout: timeoutMs }) ?? [
      { value: left, added: false, removed: true },
      { value: `\n${right}`, added: true, removed: false },
    ]
  );
}

function renderChange({ value, added, removed }: Pick<Change, 'value' | 'added' | 'removed'>) {
  return added ? html`<ins>${value}</ins>` : removed ? html`<del>${value}</del>` : value;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-comparison': Comparison;
  }
}
