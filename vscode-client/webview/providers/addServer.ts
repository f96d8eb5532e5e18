import type { ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../shared/textfield.js';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { suggestServerName } from '../../src/model/serverName.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { addProviderRequest } from './events.js';

/** Adds any server by its URL. */
@customElement('open-llm-add-server')
export class AddServer extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex: 1;
        flex-direction: column;
        gap: 8px;
      }
      vscode-textfield {
        width: 100%;
        max-width: 520px;
      }
      .act {
        margin-top: auto;
        padding-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) providers: readonly ProviderInfo[] = [];
  /** Whether adding a server is the main action in the current view. */
  @property({ type: Boolean }) primary = false;
  @state() private baseUrl = '';

  override render() {
    return html`<p class="quiet">${t('The base URL of an OpenAI-compatible API, such as vLLM, a company gateway, or RHEL AI')}</p>
      <vscode-textfield
        .label=${t('Base URL')}
        placeholder="https://llm.example.com/v1"
        .value=${this.baseUrl}
        @input=${(event: Event) => (this.baseUrl = (event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && this.#addProvider()}
      ></vscode-textfield>
      <div class="act">
        <vscode-button ?secondary=${!this.primary} ?disabled=${this.baseUrl.trim() === ''} @click=${() => this.#addProvider()}
          >${t('Add Provider')}</vscode-button
        >
      </div>`;
  }

  #addProvider(): void {
    const apiBase = this.baseUrl.trim();
    if (apiBase !== '') {
      const existingNames = new Set(this.providers.map(({ name }) => name));
      this.dispatchEvent(addProviderRequest(suggestServerName(apiBase, existingNames), { apiBase }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-add-server': AddServer;
  }
}
