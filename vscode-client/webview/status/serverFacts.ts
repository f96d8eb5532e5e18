import type { ServerStatus } from '@open-llm/client';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatBytes, formatDuration } from '../shared/format.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { bars, barStyles } from './bars.js';

/** Shows the version, uptime, and memory usage of the server process. */
@customElement('open-llm-server-facts')
export class ServerFacts extends LitElement {
  static override styles = [
    base,
    barStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 12px 24px;
        margin: 0;
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) status?: ServerStatus;
  /** Whether the metrics are loading. */
  @property({ attribute: false }) waiting = true;

  override render() {
    if (!this.status) {
      return this.waiting
        ? bars(2, t('Loading server information…'))
        : html`<p class="quiet">${t('The server is not running.')}</p>`;
    }
    const { serverVersion, javaVersion, processId, uptimeMs, memoryBytes } = this.status;
    return html`<dl>
      ${renderFact(t('Uptime'), formatDuration(uptimeMs))} ${renderFact(t('Memory'), formatBytes(memoryBytes))}
      ${renderFact(t('Version'), serverVersion)} ${renderFact('Java', javaVersion)} ${renderFact(t('Process ID'), String(processId))}
    </dl>`;
  }
}

function renderFact(name: string, value: string) {
  return html`<div>
    <dt class="quiet">${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-server-facts': ServerFacts;
  }
}
