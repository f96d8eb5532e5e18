import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunSummary } from '../../src/playground/run.js';
import { iconButton, iconStyles } from '../shared/icon.js';
import { language, t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';

/** Fired when the user wants to open or delete a saved run. */
export class RunActionRequested extends Event {
  static readonly type = 'run-action-requested';
  constructor(
    readonly action: 'open' | 'delete',
    readonly id: string,
  ) {
    super(RunActionRequested.type, { bubbles: true, composed: true });
  }
}

/** The saved runs, newest first. */
@customElement('open-llm-run-list')
export class RunList extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      :host {
        display: block;
        padding: 4px 20px 12px;
        overflow-y: auto;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .open {
        flex: 1;
        min-width: 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
        padding: 6px 8px;
        border: 0;
        color: inherit;
        background: none;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .open:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .open .models {
        grid-column: 1 / -1;
        font-size: 0.9em;
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly RunSummary[] = [];

  override render() {
    if (this.runs.length === 0) {
      return html`<p class="quiet">${t('Runs are saved here automatically.')}</p>`;
    }
    return html`<ul aria-label=${t('Saved runs')}>
      ${this.runs.map((run) => this.#renderRow(run))}
    </ul>`;
  }

  #renderRow({ id, title, startedAt, models }: RunSummary) {
    const name = title || t('No text');
    return html`<li>
      <button class="open" @click=${() => this.dispatchEvent(new RunActionRequested('open', id))}>
        <span class="cut">${name}</span>
        <span class="quiet number">${formatTime(startedAt)}</span>
        <span class="quiet cut models">${models.join(' · ')}</span>
      </button>
      ${iconButton('trash', t('Delete {0}', name), () => this.dispatchEvent(new RunActionRequested('delete', id)))}
    </li>`;
  }
}

function formatTime(startedAt: string): string {
  return new Date(startedAt).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-run-list': RunList;
  }
}
