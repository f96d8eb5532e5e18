import type { ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StatusCommand } from '../../src/view/api/status.js';
import { formatTime } from '../shared/format.js';
import { t } from '../shared/l10n.js';
import { statusText } from '../shared/providerState.js';
import { serverError } from '../shared/serverText.js';
import '../shared/stateDot.js';
import { base } from '../shared/styles.js';
import { bars, barStyles } from './bars.js';

/** Fired when the user chose a command of the extension. */
export class CommandRequested extends Event {
  static readonly type = 'command-requested';
  constructor(
    readonly command: StatusCommand,
    readonly provider?: string,
  ) {
    super(CommandRequested.type, { bubbles: true, composed: true });
  }
}

/** Shows a row for each provider, with its status, its last error, and the action that fixes the error. */
@customElement('open-llm-provider-states')
export class ProviderStates extends LitElement {
  static override styles = [
    base,
    barStyles,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: 8px minmax(100px, 200px) minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: baseline;
        padding: 8px 0;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      li vscode-button {
        align-self: center;
      }
      /* On a narrow page, the message moves below the name. */
      @media (max-width: 640px) {
        li {
          grid-template-columns: 8px minmax(0, 1fr) auto;
        }
        .said {
          grid-column: 2 / -1;
          grid-row: 2;
        }
      }
      .empty {
        display: flex;
        gap: 12px;
        align-items: center;
      }
      .said {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) providers?: readonly ProviderInfo[];
  /** Whether the statuses are loading. */
  @property({ attribute: false }) waiting = true;

  override render() {
    if (!this.providers) {
      return this.waiting
        ? bars(4, t('Loading providers…'))
        : html`<p class="quiet">${t('Provider information is available when the server is running.')}</p>`;
    }
    if (this.providers.length === 0) {
      return html`<div class="empty">
        <span class="quiet">${t('No providers are configured.')}</span>
        <vscode-button secondary @click=${() => this.#requestCommand('configure')}>${t('Add Provider…')}</vscode-button>
      </div>`;
    }
    return html`<ul aria-label=${t('Providers')}>
      ${this.providers.map((provider) => this.#renderRow(provider))}
    </ul>`;
  }

  #renderRow(provider: ProviderInfo) {
    const { name, displayName, status, lastAnswerAtMs } = provider;
    const line = statusText(provider);
    const [message, hint] = status.error ? serverError(status.error) : ['', ''];
    // The complete error message often begins with the text of the status line.
    const lines = message.startsWith(line) ? [message] : [line, message];
    const needsKey = status.state === 'no_key' || status.error?.kind === 'auth';
    return html`<li>
      <open-llm-state-dot .state=${status.state}></open-llm-state-dot>
      <span class="cut">${displayName}</span>
      <div class="said">
        ${lines.map((text) => (text === '' ? nothing : html`<p>${text}</p>`))}
        ${hint === '' ? nothing : html`<p class="quiet">${hint}</p>`}
        ${lastAnswerAtMs === undefined ? nothing : html`<p class="quiet">${t('Last response at {0}', formatTime(lastAnswerAtMs))}</p>`}
      </div>
      ${
        needsKey
          ? this.#renderButton(t('Set Key…'), t('Set Key… for {0}', displayName), () =>
              this.#requestCommand('setKey', name),
            )
          : status.state === 'error'
            ? this.#renderButton(t('Configure'), t('Configure {0}', displayName), () =>
                this.#requestCommand('configure', name),
              )
            : nothing
      }
    </li>`;
  }

  #renderButton(text: string, label: string, onClick: () => void) {
    return html`<vscode-button secondary aria-label=${label} @click=${onClick}>${text}</vscode-button>`;
  }

  #requestCommand(command: StatusCommand, provider?: string): void {
    this.dispatchEvent(new CommandRequested(command, provider));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-states': ProviderStates;
  }
}
