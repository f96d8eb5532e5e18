import type {
  ProviderInfo,
  SecretStore,
  SecretWhereResult,
  SecretWhereResultOutcome,
  SecretWhereResultTried,
} from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';

/** Fired when a store shall get, have or lose the key. */
export class StoreAsked extends Event {
  static readonly type = 'store-asked';
  /** @param from the store a key is copied from */
  constructor(
    readonly wanted: 'enter' | 'copy' | 'delete',
    readonly store: SecretStore,
    readonly from?: SecretStore,
  ) {
    super(StoreAsked.type);
  }
}

/** The stores in the order in which a key is looked for: what is in each, and what can be done about it. */
@customElement('open-llm-key-stores')
export class KeyStores extends LitElement {
  static override styles = [
    base,
    css`
      ol {
        display: grid;
        grid-template-columns: minmax(120px, 1fr) minmax(90px, auto) auto;
        gap: 0 12px;
        list-style: none;
        margin: 8px 0 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
        align-items: center;
        min-height: 32px;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      li > span {
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        justify-content: flex-end;
        gap: 4px;
      }
      .answers {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) where!: SecretWhereResult;
  @property({ attribute: false }) provider!: ProviderInfo;

  override render() {
    const answering = this.where.tried.find(({ outcome }) => outcome === 'found');
    return html`<ol aria-label=${t('Where the key of {0} is looked for', this.provider.displayName)}>
      ${this.where.tried.map((tried) => this.#store(tried, answering))}
    </ol>`;
  }

  #store(tried: SecretWhereResultTried, answering: SecretWhereResultTried | undefined) {
    const answers = tried === answering;
    return html`<li>
      <span>
        ${storeName(tried.store)}
        ${isTelling(tried.place) ? html`<span class="quiet">${variableOrPath(tried.place)}</span>` : nothing}
      </span>
      <span class=${answers ? 'answers' : 'quiet'}>
        ${answers ? t('used') : outcomeName(tried.outcome)}
        ${tried.message ? html`<span class="quiet">${tried.message}</span>` : nothing}
      </span>
      <span class="acts">${this.#acts(tried, answering)}</span>
    </li>`;
  }

  #acts({ store, outcome }: SecretWhereResultTried, answering: SecretWhereResultTried | undefined) {
    if (store === 'environment' || outcome === 'switched_off' || outcome === 'unavailable') {
      return nothing;
    }
    const into = storeName(store);
    const key = outcome === 'found' || outcome === 'other_host';
    return html`${key || !answering
      ? nothing
      : this.#button(t('Copy here'), into, new StoreAsked('copy', store, answering.store))}
    ${this.#button(t('Enter…'), into, new StoreAsked('enter', store))}
    ${key
      ? this.#button(t('Delete'), into, new StoreAsked('delete', store))
      : nothing}`;
  }

  #button(text: string, store: string, asked: StoreAsked) {
    return html`<vscode-button secondary aria-label=${`${text}: ${store}`} @click=${() => this.dispatchEvent(asked)}
      >${text}</vscode-button
    >`;
  }
}

/** A variable or a file says more than the name of its store. */
function variableOrPath(place: string): string {
  return place.replace(/^environment variable /, '');
}

function isTelling(place: string): boolean {
  return /^environment variable |[\\/]/.test(place);
}

function storeName(store: SecretStore): string {
  switch (store) {
    case 'environment':
      return t('Environment');
    case 'vscode':
      return t('VS Code secret storage');
    case 'keychain':
      return t('System keychain');
    case 'dotenv':
      return t('.env file');
  }
}

function outcomeName(outcome: SecretWhereResultOutcome): string {
  switch (outcome) {
    case 'found':
      return t('has one too');
    case 'absent':
      return t('has none');
    case 'unavailable':
      return t('not available');
    case 'switched_off':
      return t('switched off');
    case 'other_host':
      return t('has one for another host');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-key-stores': KeyStores;
  }
}
