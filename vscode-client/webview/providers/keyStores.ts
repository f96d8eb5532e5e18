import type {
  ProviderInfo,
  SecretScope,
  SecretStore,
  SecretWhereResult,
  SecretWhereResultOutcome,
  SecretWhereResultTried,
} from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { renderSelect, selectStyles } from '../shared/select.js';
import { t } from '../shared/l10n.js';
import { serverText } from '../shared/serverText.js';
import { base } from '../shared/styles.js';
import { storeInUse, storeName, isWritable, type KeyLocation } from './keyLocations.js';

/** Fired when the user wants to enter, copy, or delete the API key in a store. */
export class KeyActionRequested extends Event {
  static readonly type = 'key-action-requested';
  /** @param from the store from which an API key is copied */
  constructor(
    readonly action: 'enter' | 'copy' | 'delete',
    readonly location: KeyLocation,
    readonly from?: SecretStore,
  ) {
    super(KeyActionRequested.type);
  }
}

/** Shows the stores in the order in which an API key is searched for, with the state and the actions of each. */
@customElement('open-llm-key-stores')
export class KeyStores extends LitElement {
  static override styles = [
    base,
    selectStyles,
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
        padding: 4px 0;
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
      li > span > .quiet {
        display: block;
        font-weight: normal;
      }
      .answers {
        font-weight: 600;
      }
      .scope {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) lookup!: SecretWhereResult;
  @property({ attribute: false }) provider!: ProviderInfo;
  /** Whether a workspace is open for which an API key can be stored. */
  @property({ type: Boolean }) workspace = false;
  @state() private scope: SecretScope = 'user';

  override render() {
    const used = storeInUse(this.lookup);
    return html`<ol aria-label=${t('Stores that are checked for the {0} API key', this.provider.displayName)}>
        ${this.lookup.tried.map((tried) => this.#renderStore(tried, used))}
      </ol>
      ${this.workspace ? this.#renderScope() : nothing}`;
  }

  #renderScope() {
    const label = t('Scope of API keys that you enter or copy here');
    const options = [
      { value: 'user', text: t('Me, everywhere') },
      { value: 'workspace', text: t('Me, in this workspace only') },
    ];
    return html`<div class="scope quiet">
      ${label}
      ${renderSelect(label, this.scope, options, (selected) => (this.scope = selected === 'workspace' ? 'workspace' : 'user'))}
    </div>`;
  }

  #renderStore(tried: SecretWhereResultTried, used: SecretWhereResultTried | undefined) {
    const isUsed = tried === used;
    return html`<li>
      <span>
        ${storeName(tried.store)}
        ${tried.scope === 'workspace' ? html`<span class="quiet">${t('this workspace only')}</span>` : nothing}
        ${isSpecific(tried.place) ? html`<span class="quiet">${variableOrPath(tried.place)}</span>` : nothing}
      </span>
      <span class=${isUsed ? 'answers' : 'quiet'}>
        ${isUsed ? t('used') : outcomeName(tried.outcome)}
        ${tried.message ? html`<span class="quiet">${serverText(tried.message, tried.messageTemplate)}</span>` : nothing}
      </span>
      <span class="acts">${this.#renderActions(tried, used)}</span>
    </li>`;
  }

  #renderActions(tried: SecretWhereResultTried, used: SecretWhereResultTried | undefined) {
    if (!isWritable(tried)) {
      return nothing;
    }
    const { store, outcome } = tried;
    const location: KeyLocation = { store, scope: this.workspace ? this.scope : 'user' };
    const storeLabel = storeName(store);
    const hasKey = outcome === 'found' || outcome === 'other_host';
    return html`${
      hasKey || !used
        ? nothing
        : this.#renderButton(t('Copy Here'), storeLabel, new KeyActionRequested('copy', location, used.store))
    }
    ${this.#renderButton(t('Enter…'), storeLabel, new KeyActionRequested('enter', location))}
    ${
      hasKey
        ? this.#renderButton(
            t('Delete'),
            storeLabel,
            new KeyActionRequested('delete', { store, scope: tried.scope ?? 'user' }),
          )
        : nothing
    }`;
  }

  #renderButton(text: string, store: string, request: KeyActionRequested) {
    return html`<vscode-button secondary aria-label=${`${text}: ${store}`} @click=${() => this.dispatchEvent(request)}
      >${text}</vscode-button
    >`;
  }
}

/** Returns the name of a variable or a file, which is more specific than the name of the store. */
function variableOrPath(location: string): string {
  return location.replace(/^environment variable /, '');
}

function isSpecific(location: string): boolean {
  return /^environment variable |[\\/]/.test(location);
}

function outcomeName(outcome: SecretWhereResultOutcome): string {
  switch (outcome) {
    case 'found':
      return t('also has a key');
    case 'absent':
      return t('no key');
    case 'unavailable':
      return t('not available');
    case 'switched_off':
      return t('turned off');
    case 'other_host':
      return t('has a key for another host');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-key-stores': KeyStores;
  }
}
