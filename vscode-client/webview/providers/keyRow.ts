import type { ErrorInfo, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { RequestFailed } from '../shared/bridge.js';
import { base } from '../shared/styles.js';
import type { ProvidersBridge } from './providersPage.js';

/** Whether there is a key, where it comes from, and the ways to change that. The key itself never comes here. */
@customElement('open-llm-key-row')
export class KeyRow extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
      }
      .error {
        color: var(--vscode-errorForeground);
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) provider!: ProviderInfo;
  @state() private failure?: ErrorInfo | undefined;

  override render() {
    const { keySource, needsKey, displayName } = this.provider;
    const stored = keySource !== undefined && !keySource.startsWith('environment');
    return html`${keySource
        ? html`<span aria-label="A key is set">••••••••</span><span class="quiet">from ${keySource}</span>`
        : html`<span class="quiet">${needsKey ? 'No key yet' : 'Not needed'}</span>`}
      <vscode-button
        ?secondary=${keySource !== undefined || !needsKey}
        aria-label=${`${keySource ? 'Change' : 'Enter'} the key of ${displayName}`}
        @click=${() => this.#do(() => this.bridge.request('key/enter', { provider: this.provider.name }))}
        >${keySource ? 'Change…' : 'Enter key…'}</vscode-button
      >
      ${stored
        ? html`<vscode-button
            secondary
            aria-label=${`Delete the key of ${displayName}`}
            @click=${() => this.#do(() => this.bridge.request('secrets/delete', { provider: this.provider.name }))}
            >Delete</vscode-button
          >`
        : nothing}
      ${this.failure ? html`<span class="error" role="alert">${this.failure.message} ${this.failure.hint}</span>` : nothing}`;
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    this.failure = undefined;
    try {
      await work();
    } catch (failure) {
      this.failure = failure instanceof RequestFailed ? failure.info : { kind: 'internal', message: String(failure) };
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-key-row': KeyRow;
  }
}
