import type { ConfigTarget, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../shared/l10n.js';
import { hostOf, stateLine } from '../shared/providerState.js';
import '../shared/stateDot.js';
import { base } from '../shared/styles.js';
import type { ProvidersBridge } from './providersPage.js';

/** Fired when the person chose a provider to look at. */
export class ProviderChosen extends Event {
  static readonly type = 'provider-chosen';
  constructor(readonly provider: string) {
    super(ProviderChosen.type, { bubbles: true, composed: true });
  }
}

/** The search over all known services, what was found running, and the providers in use. */
@customElement('open-llm-provider-list')
export class ProviderList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        padding: 12px 0 12px 20px;
        border-right: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      vscode-textfield {
        width: calc(100% - 12px);
      }
      .scroll {
        overflow-y: auto;
        min-height: 0;
        margin-top: 8px;
      }
      h3 {
        padding: 8px 8px 4px;
        color: var(--vscode-descriptionForeground);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0 8px 0 0;
      }
      li {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr) auto;
        gap: 8px;
        align-items: center;
        padding: 4px 8px;
        border-radius: 3px;
        cursor: pointer;
      }
      li:hover {
        background: var(--vscode-list-hoverBackground);
      }
      li[aria-selected='true'] {
        background: var(--vscode-list-activeSelectionBackground);
        color: var(--vscode-list-activeSelectionForeground);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      li[aria-selected='true'] .quiet {
        color: inherit;
      }
      .letter {
        width: 24px;
        height: 24px;
        border-radius: 3px;
        display: grid;
        place-items: center;
        font-weight: 600;
        color: var(--vscode-badge-foreground);
        background: var(--vscode-badge-background);
      }
      .line {
        font-size: 0.9em;
        display: flex;
        gap: 6px;
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) providers: readonly ProviderInfo[] = [];
  @property() chosen?: string;
  @property({ attribute: false }) target!: ConfigTarget;
  @state() private typed = '';

  override render() {
    const inUse = this.providers.filter((p) => p.configured);
    const word = this.typed.trim().toLowerCase();
    const fits = (p: ProviderInfo) => `${p.name} ${p.displayName}`.toLowerCase().includes(word);
    const shown = inUse.filter(fits);
    const addable = word === '' ? [] : this.providers.filter((p) => !p.configured && fits(p)).slice(0, 50);
    return html`<vscode-textfield
        placeholder=${t('Search or add a provider')}
        .label=${t('Search or add a provider')}
        .value=${this.typed}
        @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && (this.typed = '')}
      ></vscode-textfield>
      <div class="scroll">
        ${this.#group(t('In use'), shown)}
        ${word === '' ? nothing : this.#group(addable.length > 0 ? t('Add') : t('No other service of that name'), addable, true)}
      </div>`;
  }

  #group(title: string, providers: readonly ProviderInfo[], add = false) {
    return html`<h3>${title}</h3>
      ${providers.length === 0
        ? nothing
        : html`<ul role="listbox" aria-label=${title} @keydown=${this.#key}>
            ${providers.map((provider, index) => this.#row(provider, index, add))}
          </ul>`}`;
  }

  #row(provider: ProviderInfo, index: number, add: boolean) {
    const selected = provider.name === this.chosen;
    const reachable = selected || (index === 0 && !this.providers.some((p) => p.name === this.chosen));
    return html`<li
      role="option"
      aria-selected=${selected}
      tabindex=${reachable ? 0 : -1}
      data-name=${provider.name}
      @click=${() => this.#choose(provider, add)}
    >
      <span class="letter" aria-hidden="true">${provider.displayName.charAt(0).toUpperCase()}</span>
      <span>
        <div class="cut">${provider.displayName}</div>
        <div class="line quiet cut">
          ${add
            ? html`<span class="cut">${hostOf(provider.apiBase)}</span>`
            : html`<open-llm-state-dot .state=${provider.status.state}></open-llm-state-dot>
                <span class="cut">${stateLine(provider)}</span>`}
        </div>
      </span>
      ${add ? html`<span aria-hidden="true">${t('Add')}</span>` : nothing}
    </li>`;
  }

  async #choose(provider: ProviderInfo, add: boolean): Promise<void> {
    if (add) {
      await this.bridge.request('config/edit', {
        target: this.target,
        edits: [{ path: ['providers', provider.name], value: { name: provider.name } }],
      });
      this.typed = '';
    }
    this.dispatchEvent(new ProviderChosen(provider.name));
  }

  readonly #key = (event: KeyboardEvent): void => {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('li[role=option]')];
    const at = rows.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      rows[at]?.click();
    } else if (to !== undefined) {
      rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus();
    } else {
      return;
    }
    event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-list': ProviderList;
  }
}
