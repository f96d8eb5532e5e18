import type { ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StatusCommand } from '../../src/view/api/status.js';
import { clock } from '../shared/format.js';
import { t } from '../shared/l10n.js';
import { stateLine } from '../shared/providerState.js';
import { serverError } from '../shared/serverText.js';
import '../shared/stateDot.js';
import { base } from '../shared/styles.js';
import { bars, barStyles } from './bars.js';

/** Fired when the user chose a command of the extension. */
export class CommandAsked extends Event {
  static readonly type = 'command-asked';
  constructor(
    readonly command: StatusCommand,
    readonly provider?: string,
  ) {
    super(CommandAsked.type, { bubbles: true, composed: true });
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
        <vscode-button secondary @click=${() => this.#ask('configure')}>${t('Add Provider…')}</vscode-button>
      </div>`;
    }
    return html`<ul aria-label=${t('Providers')}>
      ${this.providers.map((provider) => this.#row(provider))}
    </ul>`;
  }

  #row(provider: ProviderInfo) {
    const { name, displayName, status, lastAnswerAtMs } = provider;
    const line = stateLine(provider);
    const [message, hint] = status.error ? serverError(status.error) : ['', ''];
    // The complete error message often begins with the text of the status line.
    const said = message.startsWith(line) ? [message] : [line, message];
    const wantsKey = status.state === 'no_key' || status.error?.kind === 'auth';
    return html`<li>
      <open-llm-state-dot .state=${status.state}></open-llm-state-dot>
      <span class="cut">${displayName}</span>
      <div class="said">
        ${said.map((text) => (text === '' ? nothing : html`<p>${text}</p>`))}
        ${hint === '' ? nothing : html`<p class="quiet">${hint}</p>`}
        ${lastAnswerAtMs === undefined ? nothing : html`<p class="quiet">${t('Last response at {0}', clock(lastAnswerAtMs))}</p>`}
      </div>
      ${
        wantsKey
          ? this.#button(t('Set Key…'), t('Set Key… for {0}', displayName), () => this.#ask('setKey', name))
          : status.state === 'error'
            ? this.#button(t('Configure'), t('Configure {0}', displayName), () => this.#ask('configure', name))
            : nothing
      }
    </li>`;
  }

  #button(text: string, label: string, act: () => void) {
    return html`<vscode-button secondary aria-label=${label} @click=${act}>${text}</vscode-button>`;
  }

  #ask(command: StatusCommand, provider?: string): void {
    this.dispatchEvent(new CommandAsked(command, provider));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-states': ProviderStates;
  }
}
