import type { ConsumerUsage } from '@open-llm/client';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clock, cost, tokens } from '../shared/format.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { bars, barStyles } from './bars.js';

/** Usage by consumer since the server started. */
@customElement('open-llm-usage-table')
export class UsageTable extends LitElement {
  static override styles = [
    base,
    barStyles,
    css`
      div.wide {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 4px 16px 4px 0;
        text-align: left;
        font-weight: normal;
      }
      tbody th {
        min-width: 120px;
      }
      :is(th, td):last-child {
        padding-right: 0;
      }
      thead th {
        color: var(--vscode-descriptionForeground);
        white-space: nowrap;
      }
      th.number,
      td.number {
        text-align: right;
      }
      tbody tr {
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      tbody th {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) consumers?: readonly ConsumerUsage[];
  /** Whether the metrics are loading. */
  @property({ attribute: false }) waiting = true;

  override render() {
    if (!this.consumers) {
      return this.waiting
        ? bars(3, t('Loading usage'))
        : html`<p class="quiet">${t('Counted while the server runs.')}</p>`;
    }
    if (this.consumers.length === 0) {
      return html`<p class="quiet">${t('Nobody has asked a model since the server started.')}</p>`;
    }
    return html`<div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">${t('Used by')}</th>
            <th scope="col" class="number">${t('Requests')}</th>
            <th scope="col" class="number">${t('Failed')}</th>
            <th scope="col" class="number">${t('Tokens in')}</th>
            <th scope="col" class="number">${t('Tokens out')}</th>
            <th scope="col" class="number">${t('Cost')}</th>
            <th scope="col">${t('Last model')}</th>
            <th scope="col" class="number">${t('Last at')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.consumers.map(row)}
        </tbody>
      </table>
    </div>`;
  }
}

function row(usage: ConsumerUsage) {
  return html`<tr>
    <th scope="row">${usage.consumer}</th>
    <td class="number">${usage.requests}</td>
    <td class="number">${usage.failures}</td>
    <td class="number">${tokens(usage.inputTokens)}</td>
    <td class="number">${tokens(usage.outputTokens)}</td>
    <td class="number">${usage.costUsd === undefined ? t('unknown') : cost(usage.costUsd)}</td>
    <td>${usage.lastModel}</td>
    <td class="number">${clock(usage.lastAtMs)}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-usage-table': UsageTable;
  }
}
