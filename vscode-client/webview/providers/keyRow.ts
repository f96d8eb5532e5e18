import type { ErrorInfo, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { RequestFailed } from '../shared/bridge.js';
import { t } from '../shared/l10n.js';
import { placeName } from '../shared/places.js';
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
        ? html`<span role="img" aria-label=${t('A key is set')}>••••••••</span><span class="quiet">${t('from {0}', placeName(keySource))}</span>`
        : html`<span class="quiet">${needsKey ? t('No key yet') : t('Not needed')}</span>`}
      <vscode-button
        ?secondary=${keySource !== undefined || !needsKey}
        aria-label=${keySource ? t('Change key… for {0}', displayName) : t('Enter key… for {0}', displayName)}
        @click=${() => this.#do(() => this.bridge.request('key/enter', { provider: this.provider.name }))}
        >${keySource ? t('Change key…') : t('Enter key…')}</vscode-button
      >
      ${stored
        ? html`<vscode-button
            secondary
            aria-label=${t('Delete the key of {0}', displayName)}
            @click=${() => this.#do(() => this.bridge.request('secrets/delete', { provider: this.provider.name }))}
            >${t('Delete')}</vscode-button
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
