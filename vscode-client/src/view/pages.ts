import type { OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';
import type { ProviderList } from '../model/providerList.js';
import type { ProblemsView } from '../relay/problems.js';
import type { SupervisedServer } from '../server/supervisedServer.js';
import { ProvidersView } from './providersView.js';

/** What the pages need from the rest of the extension. */
export interface PagesParts {
  readonly extension: vscode.Uri;
  readonly server: SupervisedServer;
  readonly providers: ProviderList;
  readonly problems: ProblemsView;
}

/** All pages of the extension, and what they are told when something changes. */
export class Pages implements vscode.Disposable {
  readonly #providers: ProvidersView;
  readonly #registered: vscode.Disposable;

  constructor({ extension, server, providers, problems }: PagesParts) {
    this.#providers = new ProvidersView({
      extension,
      connection: (): Promise<OpenLlmConnection> => server.connection(),
      problems: () => problems.current,
      surroundings: () => ({
        workspace: (vscode.workspace.workspaceFolders ?? []).length > 0,
        trusted: vscode.workspace.isTrusted,
        serverUp: server.state.kind === 'ready',
      }),
    });
    this.#registered = vscode.Disposable.from(
      this.#providers,
      vscode.window.registerWebviewPanelSerializer(ProvidersView.type, this.#providers),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#providers.surroundingsChanged()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#providers.surroundingsChanged()),
      providers.onDidChange(() => this.#providers.changed()),
      problems.onDidChange(() => this.#providers.surroundingsChanged()),
      server.onDidChangeState(() => this.#providers.surroundingsChanged()),
    );
  }

  /** Opens the page of providers and models. */
  configure(): void {
    this.#providers.show();
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
