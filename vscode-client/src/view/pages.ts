import type { OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';
import type { ModelList } from '../model/modelList.js';
import { withProviderNames } from '../model/providerNames.js';
import type { ProviderList } from '../model/providerList.js';
import type { ProblemsView } from '../relay/problems.js';
import type { Manifest } from '../relay/settings.js';
import type { SupervisedServer } from '../server/supervisedServer.js';
import { ChatView } from './chatView.js';
import { PlaygroundView } from './playgroundView.js';
import { ProvidersView } from './providersView.js';
import { StatusView } from './statusView.js';

/** The dependencies of the pages. */
export interface PagesParts {
  readonly context: vscode.ExtensionContext;
  readonly server: SupervisedServer;
  readonly models: ModelList;
  readonly providers: ProviderList;
  readonly problems: ProblemsView;
  /** Masks API keys in a string. */
  readonly redact: (text: string) => string;
}

/** All pages of the extension, and the events that are sent to them. */
export class Pages implements vscode.Disposable {
  readonly chat: ChatView;
  readonly #providers: ProvidersView;
  readonly #status: StatusView;
  readonly #playground: PlaygroundView;
  readonly #registrations: vscode.Disposable;

  constructor({ context, server, models, providers, problems, redact }: PagesParts) {
    const extension = context.extensionUri;
    this.chat = new ChatView({ context, connection: () => server.connection() });
    this.#providers = new ProvidersView({
      extension,
      connection: (): Promise<OpenLlmConnection> => server.connection(),
      problems: () => problems.current,
      openChat: (model) => this.chat.focusModel(model),
      surroundings: () => ({
        workspace: (vscode.workspace.workspaceFolders ?? []).length > 0,
        trusted: vscode.workspace.isTrusted,
        serverUp: server.state.kind === 'ready',
      }),
    });
    this.#status = new StatusView({
      extension,
      version: (context.extension.packageJSON as Manifest).version,
      connection: () => server.connection(),
      server: () => server.state,
      providers: () => providers.current,
      models: () => withProviderNames(models.current, providers.current),
      problems: () => problems.current,
      redact,
    });
    this.#playground = new PlaygroundView({
      extension,
      runs: vscode.Uri.joinPath(context.globalStorageUri, 'playground'),
      connection: () => server.connection(),
    });
    this.#registrations = vscode.Disposable.from(
      this.chat,
      this.#providers,
      this.#status,
      this.#playground,
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#providers.surroundingsChanged()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#providers.surroundingsChanged()),
      models.onDidChange(() => this.chat.modelsChanged()),
      providers.onDidChange(() => this.chat.modelsChanged()),
      providers.onDidChange(() => this.#providers.changed()),
      providers.onDidChange(() => this.#status.changed()),
      problems.onDidChange(() => this.#providers.surroundingsChanged()),
      server.onDidChangeState(() => this.#providers.surroundingsChanged()),
      server.onDidChangeState(() => this.#status.serverChanged()),
      vscode.lm.onDidChangeChatModels(() => this.#playground.changed()),
    );
  }

  /** Opens the Providers and Models page, showing the provider if one is specified. */
  configure(provider?: string): Promise<void> {
    return this.#providers.show(provider === undefined ? undefined : { kind: 'provider', name: provider });
  }

  /** Opens the page for importing and exporting the configuration. */
  transferConfig(): Promise<void> {
    return this.#providers.show({ kind: 'configuration' });
  }

  /** Opens the Status page. */
  status(): Promise<void> {
    return this.#status.show();
  }

  /** Opens the playground. */
  playground(): Promise<void> {
    return this.#playground.show();
  }

  dispose(): void {
    this.#registrations.dispose();
  }
}
