import type { ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../shared/textfield.js';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { groupByFamily, type ProviderFamily } from '../../src/model/providerFamilies.js';
import type { View } from '../../src/view/api/providers.js';
import { icon, iconStyles, type IconName } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { hostOf, formatModelCount, statusText } from '../shared/providerState.js';
import '../shared/stateDot.js';
import { base } from '../shared/styles.js';
import { ViewChosen, addProviderRequest } from './events.js';
import { providerListStyles } from './providerList.styles.js';

/** A row of the list, with its content and the action to run when the user chooses it. */
interface Row {
  readonly key: string;
  readonly chosen: boolean;
  readonly content: TemplateResult;
  readonly choose: () => void;
}

interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Whether the title is shown even if there are no rows. */
  readonly always?: boolean;
}

/**
 * The search across all built-in providers, the active providers, detected servers, and links to the other views of the
 * page. Arrow keys move, Enter chooses, and Escape returns to the search.
 */
@customElement('open-llm-provider-list')
export class ProviderList extends LitElement {
  static override styles = [base, iconStyles, providerListStyles];

  @property({ attribute: false }) providers: readonly ProviderInfo[] = [];
  @property({ attribute: false }) view!: View;
  @property({ type: Number }) modelCount = 0;
  @state() private query = '';
  @query('vscode-textfield') private searchField!: HTMLElement;

  override render() {
    const groups = this.#groups();
    const rows = groups.flatMap((group) => group.rows);
    const reachable = rows.find(({ chosen }) => chosen) ?? rows[0];
    return html`<div class="top">
        <vscode-textfield
          placeholder=${t('Find or add a provider')}
          .label=${t('Find or add a provider')}
          .value=${this.query}
          @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
          @keydown=${this.#handleSearchKeydown}
        ></vscode-textfield>
        <vscode-button
          ?secondary=${this.view.kind === 'add'}
          aria-label=${t('Add a Provider')}
          @click=${() => this.#showView({ kind: 'add' })}
          >${t('Add')}</vscode-button
        >
      </div>
      <div class="scroll" @keydown=${this.#handleKeydown}>
        ${groups.map((group) => this.#renderGroup(group, reachable))}
      </div>`;
  }

  #groups(): Group[] {
    const word = this.query.trim().toLowerCase();
    const matches = this.providers.filter((p) => `${p.name} ${p.displayName}`.toLowerCase().includes(word));
    const detectedRows = matches.filter(isDetected).map((p) => this.#detectedRow(p));
    const families = groupByFamily(matches.filter((p) => !p.configured));
    const builtInRows = families.flatMap((family) =>
      families.length === 1 || family.endpoints.length === 1
        ? family.endpoints.map((p) => this.#builtInRow(p))
        : [this.#familyRow(family)],
    );
    const showsBuiltIn = word !== '' || this.view.kind === 'add';
    return [
      {
        title: t('Configured'),
        rows: matches.filter((p) => p.configured && !isDetected(p)).map((p) => this.#configuredRow(p)),
      },
      { title: t('Found on this machine'), rows: detectedRows },
      ...(showsBuiltIn
        ? [
            {
              title: builtInRows.length > 0 ? t('Add') : t('No other providers match'),
              rows: builtInRows,
              always: true,
            },
          ]
        : []),
      {
        title: t('Overview'),
        rows: [
          this.#viewRow('list-unordered', t('All models'), formatModelCount(this.modelCount), { kind: 'models' }),
          this.#viewRow('settings-gear', t('Configuration'), t('Sources, import, and export'), {
            kind: 'configuration',
          }),
        ],
      },
    ].filter(({ rows, always }) => rows.length > 0 || always === true);
  }

  #renderGroup({ title, rows }: Group, reachable: Row | undefined) {
    return html`<h3>${title}</h3>
      ${
        rows.length === 0
          ? nothing
          : html`<ul role="listbox" aria-label=${title}>
            ${repeat(
              rows,
              ({ key }) => key,
              (row) =>
                html`<li
                  role="option"
                  aria-selected=${row.chosen}
                  tabindex=${row === reachable ? 0 : -1}
                  @click=${row.choose}
                >
                  ${row.content}
                </li>`,
            )}
          </ul>`
      }`;
  }

  #configuredRow(provider: ProviderInfo): Row {
    return this.#providerRow(provider, this.#renderState(provider), nothing, () =>
      this.#showView({ kind: 'provider', name: provider.name }),
    );
  }

  #detectedRow(provider: ProviderInfo): Row {
    return this.#providerRow(provider, this.#renderState(provider), this.#renderAction(t('Use')), () =>
      this.dispatchEvent(addProviderRequest(provider.name, { apiBase: provider.apiBase })),
    );
  }

  #builtInRow(provider: ProviderInfo): Row {
    const host = html`<span class="cut" title=${hostOf(provider.apiBase)}>${hostOf(provider.apiBase)}</span>`;
    return this.#providerRow(provider, host, this.#renderAction(t('Add')), () => {
      this.query = '';
      this.dispatchEvent(addProviderRequest(provider.name));
    });
  }

  /** Returns the row of a provider with several regions or plans. Choosing it replaces the list with its endpoints. */
  #familyRow({ name, endpoints }: ProviderFamily): Row {
    const content = html`${initialOf(name)}
      <span>
        <div class="cut" title=${name}>${name}</div>
        <div class="line quiet"><span class="cut">${t('{0} endpoints', endpoints.length)}</span></div>
      </span>
      ${icon('chevron-right')}`;
    return {
      key: `family ${name}`,
      chosen: false,
      content,
      choose: () => {
        this.query = name;
        void this.updateComplete.then(() => this.#rowElements()[0]?.focus());
      },
    };
  }

  #renderAction(word: string) {
    return html`<span aria-hidden="true">${word}</span>`;
  }

  #renderState(provider: ProviderInfo) {
    return html`<open-llm-state-dot .state=${provider.status.state}></open-llm-state-dot>
      <span class="cut" title=${statusText(provider)}>${statusText(provider)}</span>`;
  }

  #providerRow(
    provider: ProviderInfo,
    line: TemplateResult,
    action: TemplateResult | typeof nothing,
    choose: () => void,
  ): Row {
    const content = html`${initialOf(provider.displayName)}
      <span>
        <div class="cut" title=${provider.displayName}>${provider.displayName}</div>
        <div class="line quiet">${line}</div>
      </span>
      ${action}`;
    const chosen = this.view.kind === 'provider' && this.view.name === provider.name;
    return { key: provider.name, chosen, content, choose };
  }

  #viewRow(name: IconName, title: string, line: string, view: View): Row {
    const content = html`<span class="letter plain">${icon(name)}</span>
      <span>
        <div class="cut" title=${title}>${title}</div>
        <div class="line quiet"><span class="cut" title=${line}>${line}</span></div>
      </span>`;
    return { key: `#${view.kind}`, chosen: this.view.kind === view.kind, content, choose: () => this.#showView(view) };
  }

  #showView(view: View): void {
    this.dispatchEvent(new ViewChosen(view));
  }

  #rowElements(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('li[role=option]')];
  }

  readonly #handleSearchKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      this.query = '';
    } else if (event.key === 'ArrowDown' || (event.key === 'Enter' && this.query !== '')) {
      event.preventDefault();
      this.#rowElements()[0]?.focus();
    }
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const rows = this.#rowElements();
    const index = rows.indexOf(event.target as HTMLElement);
    const targetIndex = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      rows[index]?.click();
    } else if (event.key === 'Escape' || targetIndex === -1) {
      this.searchField.focus();
    } else if (targetIndex !== undefined) {
      rows[Math.min(rows.length - 1, targetIndex)]?.focus();
    } else {
      return;
    }
    event.preventDefault();
  };
}

function initialOf(name: string) {
  return html`<span class="letter" aria-hidden="true">${name.charAt(0).toUpperCase()}</span>`;
}

function isDetected({ configured, source }: ProviderInfo): boolean {
  return configured && source === 'found running';
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-list': ProviderList;
  }
}
