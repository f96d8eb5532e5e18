import type { ErrorInfo, ProviderInfo, ServerStatus } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { echoProvider } from '../../src/model/echo.js';
import type { ServerStateSummary, StatusApi, StatusCommand, StatusEvents } from '../../src/view/api/status.js';
import type { Bridge } from '../shared/bridge.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { CommandRequested } from './providerStates.js';
import './providerStates.js';
import './serverFacts.js';
import './usageTable.js';

export type StatusBridge = Bridge<StatusApi, StatusEvents>;

/** How often the metrics are updated while the page is visible, in milliseconds. */
const refreshMs = 5000;
/** How long the button shows "Copied", in milliseconds. */
const copiedMs = 2000;

/** The Status page: the status of the server and the providers, and the usage by consumer. */
@customElement('open-llm-status-page')
export class StatusPage extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        max-width: 1000px;
        padding: 16px 20px;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      h1 {
        margin-right: auto;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .banner {
        display: block;
        margin-top: 12px;
      }
      section {
        margin-top: 24px;
      }
      h2 {
        margin-bottom: 8px;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: StatusBridge;
  @state() private server?: ServerStateSummary;
  @state() private status?: ServerStatus | undefined;
  @state() private providers?: readonly ProviderInfo[];
  @state() private names: Readonly<Record<string, string>> = {};
  @state() private copied = false;
  /** The progress and failure of the last user action. */
  readonly #actionTask = new AsyncTask(this);
  readonly #loadTask = new AsyncTask(this);
  #isRefreshing = false;
  #timer?: ReturnType<typeof setInterval>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.bridge.on('changed', () => void this.#loadTask.refresh(() => this.#loadProviders()));
    this.bridge.on('server', (server) => this.#setServer(server));
    document.addEventListener('visibilitychange', this.#refresh);
    this.#timer = setInterval(this.#refresh, refreshMs);
    void this.#loadTask.refresh(async () => this.#setServer(await this.bridge.request('server/state', {})));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#refresh);
    clearInterval(this.#timer);
  }

  override render() {
    return html`<header>
        <h1>${t('Status')}</h1>
        <div class="buttons">
        <vscode-button @click=${() => this.#runCommand('doctor')}>${t('Run Doctor…')}</vscode-button>
        <vscode-button secondary @click=${() => this.#actionTask.run('', () => this.#copyDiagnostics())}>
          ${this.copied ? t('Copied') : t('Copy Diagnostics')}
        </vscode-button>
        <vscode-button secondary @click=${() => this.#runCommand('showLog')}>${t('Open Log')}</vscode-button>
        <vscode-button secondary @click=${() => this.#runCommand('restartServer')}>${t('Restart Server')}</vscode-button>
        </div>
        <span class="unseen" role="status">${this.copied ? t('The diagnostics were copied to the clipboard.') : ''}</span>
      </header>
      ${this.#renderServerStatus()}
      <open-llm-error-line class="banner" .error=${this.#actionTask.failure ?? this.#loadingFailure()}></open-llm-error-line>
      <section aria-labelledby="server">
        <h2 id="server">${t('Server')}</h2>
        <open-llm-server-facts .status=${this.status} .waiting=${this.#isLoading()}></open-llm-server-facts>
      </section>
      <section aria-labelledby="providers">
        <h2 id="providers">${t('Providers')}</h2>
        <open-llm-provider-states
          .providers=${this.providers}
          .waiting=${this.#isLoading()}
          @command-requested=${(event: CommandRequested) => this.#runCommand(event.command, event.provider)}
        ></open-llm-provider-states>
      </section>
      <section aria-labelledby="usage">
        <h2 id="usage">${t('Usage in this session')}</h2>
        <open-llm-usage-table
          .consumers=${this.status?.consumers}
          .names=${this.names}
          .waiting=${this.#isLoading()}
        ></open-llm-usage-table>
      </section>`;
  }

  #renderServerStatus() {
    if (!this.server || this.server.kind === 'ready') {
      return nothing;
    }
    return this.server.kind === 'failed'
      ? html`<open-llm-error-line
          class="banner"
          .error=${{ kind: 'internal', message: this.server.sentence }}
        ></open-llm-error-line>`
      : html`<p class="banner quiet" role="status">${this.server.sentence}</p>`;
  }

  /** Returns the error that occurred while loading. While the server is down, a separate line reports the failure. */
  #loadingFailure(): ErrorInfo | undefined {
    return !this.server || this.server.kind === 'ready' ? this.#loadTask.failure : undefined;
  }

  /** Returns whether the metrics are loading or will be loaded when the server is running again. */
  #isLoading(): boolean {
    return this.server?.kind !== 'failed' && this.server?.kind !== 'stopped' && this.#loadingFailure() === undefined;
  }

  #setServer(server: ServerStateSummary): void {
    this.server = server;
    if (server.kind === 'ready') {
      void this.#loadTask.refresh(() => this.#loadMetrics());
    } else {
      this.status = undefined; // it describes a process that has ended
    }
  }

  readonly #refresh = (): void => {
    if (document.visibilityState === 'visible' && this.server?.kind === 'ready' && !this.#isRefreshing) {
      void this.#loadTask.refresh(() => this.#loadMetrics());
    }
  };

  async #loadMetrics(): Promise<void> {
    this.#isRefreshing = true;
    try {
      await Promise.all([this.#loadStatus(), this.#loadProviders()]);
    } finally {
      this.#isRefreshing = false;
    }
  }

  async #loadStatus(): Promise<void> {
    const status = await this.bridge.request('status/get', {});
    const ids = status.consumers.flatMap(({ consumer, lastModel }) => [consumer, lastModel]);
    this.names = await this.bridge.request('names/list', { ids });
    this.status = this.server?.kind === 'ready' ? status : undefined;
  }

  async #loadProviders(): Promise<void> {
    const { providers } = await this.bridge.request('providers/list', { known: false, refresh: false });
    this.providers = providers.filter(({ configured, name }) => configured && name !== echoProvider);
  }

  async #copyDiagnostics(): Promise<void> {
    await this.bridge.request('diagnosis/copy', {});
    this.copied = true;
    setTimeout(() => (this.copied = false), copiedMs);
  }

  #runCommand(command: StatusCommand, provider?: string): void {
    void this.#actionTask.run('', async () => {
      await this.bridge.request('command/run', provider === undefined ? { command } : { command, provider });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-status-page': StatusPage;
  }
}
