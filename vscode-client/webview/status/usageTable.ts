import type { ConsumerUsage } from '@open-llm/client';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cost, tokens } from '../shared/format.js';
import { base } from '../shared/styles.js';
import { bars, barStyles } from './bars.js';

/** Who used models since the server started, in figures. */
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
  /** Whether the figures are on their way. */
  @property({ attribute: false }) waiting = true;

  override render() {
    if (!this.consumers) {
      return this.waiting ? bars(3, 'usage') : html`<p class="quiet">Counted while the server runs.</p>`;
    }
    if (this.consumers.length === 0) {
      return html`<p class="quiet">Nobody has asked a model since the server started.</p>`;
    }
    return html`<div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Used by</th>
            <th scope="col" class="number">Requests</th>
            <th scope="col" class="number">Failed</th>
            <th scope="col" class="number">Tokens in</th>
            <th scope="col" class="number">Tokens out</th>
            <th scope="col" class="number">Cost</th>
            <th scope="col">Last model</th>
            <th scope="col" class="number">Last at</th>
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
    <td class="number">${usage.costUsd === undefined ? 'unknown' : cost(usage.costUsd)}</td>
    <td>${usage.lastModel}</td>
    <td class="number">${new Date(usage.lastAtMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-usage-table': UsageTable;
  }
}
