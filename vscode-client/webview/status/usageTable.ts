import type { ConsumerUsage } from '@open-llm/client';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatTime, formatCost, formatTokens } from '../shared/format.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { bars, barStyles } from './bars.js';

/** Shows the usage by consumer since the server started. */
@customElement('open-llm-usage-table')
export class UsageTable extends LitElement {
  static override styles = [
    base,
    barStyles,
    css`
      .table {
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
        vertical-align: baseline;
        font-weight: normal;
      }
      tbody :is(th, td:not(.number)) {
        overflow-wrap: anywhere;
      }
      tbody th {
        min-width: 90px;
      }
      td.cut {
        width: 22%;
        max-width: 0;
      }
      td.number {
        white-space: nowrap;
      }
      @media (max-width: 760px) {
        :is(th, td) {
          padding-right: 10px;
        }
      }
      /* On a narrow page, the least important columns are hidden. */
      @media (max-width: 560px) {
        .extra {
          display: none;
        }
      }
      :is(th, td):last-child {
        padding-right: 0;
      }
      thead th {
        color: var(--vscode-descriptionForeground);
      }
      th.number,
      td.number {
        text-align: right;
      }
      tbody tr {
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
    `,
  ];

  @property({ attribute: false }) consumers?: readonly ConsumerUsage[];
  /** The display names of models and consumers, by their IDs. */
  @property({ attribute: false }) names: Readonly<Record<string, string>> = {};
  /** Whether the metrics are loading. */
  @property({ attribute: false }) waiting = true;

  override render() {
    if (!this.consumers) {
      return this.waiting
        ? bars(3, t('Loading usage…'))
        : html`<p class="quiet">${t('Usage is counted while the server is running.')}</p>`;
    }
    if (this.consumers.length === 0) {
      return html`<p class="quiet">${t('No model has been used since the server started.')}</p>`;
    }
    return html`<div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">${t('Used by')}</th>
            <th scope="col" class="number">${t('Requests')}</th>
            <th scope="col" class="number extra">${t('Failed')}</th>
            <th scope="col" class="number">${t('Tokens in')}</th>
            <th scope="col" class="number">${t('Tokens out')}</th>
            <th scope="col" class="number">${t('Cost')}</th>
            <th scope="col" class="extra">${t('Last model')}</th>
            <th scope="col" class="number">${t('Last used')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.consumers.map((usage) => this.#renderRow(usage))}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(usage: ConsumerUsage) {
    return html`<tr>
    <th scope="row" title=${usage.consumer}>${this.names[usage.consumer] ?? usage.consumer}</th>
    <td class="number">${usage.requests}</td>
    <td class="number extra">${usage.failures}</td>
    <td class="number">${formatTokens(usage.inputTokens)}</td>
    <td class="number">${formatTokens(usage.outputTokens)}</td>
    <td class="number">${usage.costUsd === undefined ? t('unknown') : formatCost(usage.costUsd)}</td>
    <td class="extra cut" title=${usage.lastModel}>${this.names[usage.lastModel] ?? usage.lastModel}</td>
    <td class="number">${formatTime(usage.lastAtMs)}</td>
  </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-usage-table': UsageTable;
  }
}
