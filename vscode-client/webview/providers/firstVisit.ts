import type { ConfigTarget, ErrorInfo, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { RequestFailed } from '../shared/bridge.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { stateLine } from '../shared/providerState.js';
import { base } from '../shared/styles.js';
import { ProviderChosen } from './providerList.js';
import type { ProvidersBridge } from './providersPage.js';

/** The first visit: use what runs here, paste a key, or name any other server. */
@customElement('open-llm-first-visit')
export class FirstVisit extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 12px 20px;
        overflow-y: auto;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
        gap: 16px;
        margin-top: 16px;
        max-width: 1000px;
      }
      section {
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding: 16px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
      }
      .act {
        margin-top: auto;
        padding-top: 8px;
      }
      vscode-textfield {
        width: 100%;
      }
      .more {
        margin-top: 16px;
      }
      .found {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  /** Local servers that were found running. */
  @property({ attribute: false }) found: readonly ProviderInfo[] = [];
  @property({ attribute: false }) known: readonly ProviderInfo[] = [];
  @property({ attribute: false }) target!: ConfigTarget;
  @state() private address = '';
  @state() private failure?: ErrorInfo | undefined;
  @state() private busy = false;

  override render() {
    return html`<p class="quiet">${t('Set up one provider and every extension, script and command line can use its models.')}</p>
      <div class="cards">
        <section aria-labelledby="found">
          <h2 id="found">${this.found.length > 0 ? t('Found on this machine') : t('A model on this machine')}</h2>
          ${this.found.length > 0
            ? this.found.map((provider) => this.#foundRow(provider))
            : html`<p class="quiet">
                ${t('Start Ollama, llamafile, LM Studio or llama.cpp and it appears here by itself, with no key.')}
              </p>`}
        </section>
        <section aria-labelledby="key">
          <h2 id="key">${t('Paste a key')}</h2>
          <p class="quiet">${t('The service is told by the key’s prefix. The key goes into VS Code’s secret storage, not into a file.')}</p>
          <div class="act">
            <vscode-button ?disabled=${this.busy} @click=${() => this.#try(() => this.#paste())}>${t('Paste a key…')}</vscode-button>
          </div>
        </section>
        <section aria-labelledby="other">
          <h2 id="other">${t('Any other server')}</h2>
          <p class="quiet">${t('The address of an OpenAI-compatible API: vLLM, a company gateway, RHEL AI, …')}</p>
          <vscode-textfield
            .label=${t('Address of the server')}
            placeholder="https://llm.example.com/v1"
            .value=${this.address}
            @input=${(event: Event) => (this.address = (event.target as HTMLInputElement).value)}
            @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && void this.#try(() => this.#add())}
          ></vscode-textfield>
          <div class="act">
            <vscode-button
              secondary
              ?disabled=${this.busy || this.address.trim() === ''}
              @click=${() => this.#try(() => this.#add())}
              >${t('Add server')}</vscode-button
            >
          </div>
        </section>
      </div>
      <p class="quiet more">
        ${t('{0} services are known.', this.known.length)}
        <a href="#" @click=${(event: Event) => this.#browse(event)}>${t('Choose one from the list')}</a>
      </p>
      <open-llm-error-line .error=${this.failure}></open-llm-error-line>`;
  }

  #foundRow(provider: ProviderInfo) {
    return html`<div class="found">
      <span
        >${provider.displayName}<br /><span class="quiet">${stateLine(provider)}</span></span
      >
      <vscode-button
        secondary
        @click=${() => this.dispatchEvent(new ProviderChosen(provider.name))}
        aria-label=${t('Use {0}', provider.displayName)}
        >${t('Use')}</vscode-button
      >
    </div>`;
  }

  #browse(event: Event): void {
    event.preventDefault();
    const first = this.known.find((provider) => !provider.configured) ?? this.known[0];
    if (first) {
      this.dispatchEvent(new ProviderChosen(first.name));
    }
  }

  async #paste(): Promise<void> {
    const provider = await this.bridge.request('key/paste', { target: this.target });
    if (provider) {
      this.dispatchEvent(new ProviderChosen(provider));
    }
  }

  async #add(): Promise<void> {
    const apiBase = this.address.trim();
    const name = nameFor(apiBase, new Set(this.known.map((provider) => provider.name)));
    await this.bridge.request('config/edit', {
      target: this.target,
      edits: [{ path: ['providers', name], value: { name, apiBase } }],
    });
    this.dispatchEvent(new ProviderChosen(name));
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failure = undefined;
    try {
      await work();
    } catch (failure) {
      this.failure = failure instanceof RequestFailed ? failure.info : { kind: 'internal', message: String(failure) };
    } finally {
      this.busy = false;
    }
  }
}

/** A short name for a server: the telling part of its host, made different from names in use. */
export function nameFor(address: string, taken: ReadonlySet<string>): string {
  const host = address.replace(/^[a-z]+:\/\//i, '').split(/[/:?#]/)[0] ?? '';
  const parts = host.split('.').filter((part) => !['www', 'api', 'llm'].includes(part));
  const isNumber = /^[\d.]+$/.test(host);
  const wanted = (isNumber || host === 'localhost' ? 'local' : (parts[0] ?? 'server')).toLowerCase().replace(/[^a-z0-9-]/g, '');
  let name = wanted === '' ? 'server' : wanted;
  for (let n = 2; taken.has(name); n++) {
    name = `${wanted}-${n}`;
  }
  return name;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-first-visit': FirstVisit;
  }
}
