import type { ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../shared/textfield.js';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { familiesOf, type ProviderFamily } from '../../src/model/providerFamilies.js';
import type { View } from '../../src/view/api/providers.js';
import { icon, iconStyles, type IconName } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { hostOf, modelsCounted, stateLine } from '../shared/providerState.js';
import '../shared/stateDot.js';
import { base } from '../shared/styles.js';
import { ViewChosen, added } from './events.js';
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
  @state() private typed = '';
  @query('vscode-textfield') private search!: HTMLElement;

  override render() {
    const groups = this.#groups();
    const rows = groups.flatMap((group) => group.rows);
    const reachable = rows.find(({ chosen }) => chosen) ?? rows[0];
    return html`<div class="top">
        <vscode-textfield
          placeholder=${t('Find or add a provider')}
          .label=${t('Find or add a provider')}
          .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
          @keydown=${this.#searchKey}
        ></vscode-textfield>
        <vscode-button
          ?secondary=${this.view.kind === 'add'}
          aria-label=${t('Add a Provider')}
          @click=${() => this.#show({ kind: 'add' })}
          >${t('Add')}</vscode-button
        >
      </div>
      <div class="scroll" @keydown=${this.#key}>
        ${groups.map((group) => this.#group(group, reachable))}
      </div>`;
  }

  #groups(): Group[] {
    const word = this.typed.trim().toLowerCase();
    const fits = this.providers.filter((p) => `${p.name} ${p.displayName}`.toLowerCase().includes(word));
    const running = fits.filter(isFound).map((p) => this.#found(p));
    const families = familiesOf(fits.filter((p) => !p.configured));
    const services = families.flatMap((family) =>
      families.length === 1 || family.endpoints.length === 1
        ? family.endpoints.map((p) => this.#service(p))
        : [this.#family(family)],
    );
    const searched = word !== '' || this.view.kind === 'add';
    return [
      { title: t('Configured'), rows: fits.filter((p) => p.configured && !isFound(p)).map((p) => this.#inUse(p)) },
      { title: t('Found on this machine'), rows: running },
      ...(searched
        ? [
            {
              title: services.length > 0 ? t('Add') : t('No other providers match'),
              rows: services,
              always: true,
            },
          ]
        : []),
      {
        title: t('Overview'),
        rows: [
          this.#other('list-unordered', t('All models'), modelsCounted(this.modelCount), { kind: 'models' }),
          this.#other('settings-gear', t('Configuration'), t('Sources, import, and export'), { kind: 'configuration' }),
        ],
      },
    ].filter(({ rows, always }) => rows.length > 0 || always === true);
  }

  #group({ title, rows }: Group, reachable: Row | undefined) {
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

  #inUse(provider: ProviderInfo): Row {
    return this.#row(provider, this.#state(provider), nothing, () =>
      this.#show({ kind: 'provider', name: provider.name }),
    );
  }

  #found(provider: ProviderInfo): Row {
    return this.#row(provider, this.#state(provider), this.#act(t('Use')), () =>
      this.dispatchEvent(added(provider.name, { apiBase: provider.apiBase })),
    );
  }

  #service(provider: ProviderInfo): Row {
    const host = html`<span class="cut" title=${hostOf(provider.apiBase)}>${hostOf(provider.apiBase)}</span>`;
    return this.#row(provider, host, this.#act(t('Add')), () => {
      this.typed = '';
      this.dispatchEvent(added(provider.name));
    });
  }

  /** Returns the row of a provider with several regions or plans. Choosing it replaces the list with its endpoints. */
  #family({ name, endpoints }: ProviderFamily): Row {
    const content = html`${letterOf(name)}
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
        this.typed = name;
        void this.updateComplete.then(() => this.#rows()[0]?.focus());
      },
    };
  }

  #act(word: string) {
    return html`<span aria-hidden="true">${word}</span>`;
  }

  #state(provider: ProviderInfo) {
    return html`<open-llm-state-dot .state=${provider.status.state}></open-llm-state-dot>
      <span class="cut" title=${stateLine(provider)}>${stateLine(provider)}</span>`;
  }

  #row(provider: ProviderInfo, line: TemplateResult, act: TemplateResult | typeof nothing, choose: () => void): Row {
    const content = html`${letterOf(provider.displayName)}
      <span>
        <div class="cut" title=${provider.displayName}>${provider.displayName}</div>
        <div class="line quiet">${line}</div>
      </span>
      ${act}`;
    const chosen = this.view.kind === 'provider' && this.view.name === provider.name;
    return { key: provider.name, chosen, content, choose };
  }

  #other(name: IconName, title: string, line: string, view: View): Row {
    const content = html`<span class="letter plain">${icon(name)}</span>
      <span>
        <div class="cut" title=${title}>${title}</div>
        <div class="line quiet"><span class="cut" title=${line}>${line}</span></div>
      </span>`;
    return { key: `#${view.kind}`, chosen: this.view.kind === view.kind, content, choose: () => this.#show(view) };
  }

  #show(view: View): void {
    this.dispatchEvent(new ViewChosen(view));
  }

  #rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('li[role=option]')];
  }

  readonly #searchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      this.typed = '';
    } else if (event.key === 'ArrowDown' || (event.key === 'Enter' && this.typed !== '')) {
      event.preventDefault();
      this.#rows()[0]?.focus();
    }
  };

  readonly #key = (event: KeyboardEvent): void => {
    const rows = this.#rows();
    const at = rows.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      rows[at]?.click();
    } else if (event.key === 'Escape' || to === -1) {
      this.search.focus();
    } else if (to !== undefined) {
      rows[Math.min(rows.length - 1, to)]?.focus();
    } else {
      return;
    }
    event.preventDefault();
  };
}

function letterOf(name: string) {
  return html`<span class="letter" aria-hidden="true">${name.charAt(0).toUpperCase()}</span>`;
}

function isFound({ configured, source }: ProviderInfo): boolean {
  return configured && source === 'found running';
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-list': ProviderList;
  }
}
