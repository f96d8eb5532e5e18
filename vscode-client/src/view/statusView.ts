import type { OpenLlmConnection, Problem, ProviderInfo, ServerStatus } from '@open-llm/client';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { distinctName, type NamedModel } from '../model/providerNames.js';
import { displayNameOf } from '../relay/consent.js';
import type { ServerState } from '../server/supervisedServer.js';
import { statusCommands, type ServerStateSummary, type StatusApi, type StatusEvents } from './api/status.js';
import { formatDiagnosis } from './diagnosis.js';
import type { Routes } from './page.js';
import { PagePanel } from './pagePanel.js';
import { describeState } from './statusBar.js';

/** The dependencies of the page. */
export interface StatusViewParts {
  readonly extension: vscode.Uri;
  readonly version: string;
  readonly connection: () => Promise<OpenLlmConnection>;
  readonly server: () => ServerState;
  readonly providers: () => readonly ProviderInfo[];
  readonly models: () => readonly NamedModel[];
  readonly problems: () => readonly Problem[];
  readonly redact: (text: string) => string;
}

/** The Status page, in an editor tab. */
export class StatusView implements vscode.Disposable {
  readonly #panel: PagePanel<StatusApi, StatusEvents>;

  constructor(private readonly parts: StatusViewParts) {
    this.#panel = new PagePanel({
      extension: parts.extension,
      name: 'status',
      title: vscode.l10n.t('Open LLM Status'),
      icon: 'pulse',
      routes: this.#routes(),
    });
  }

  /** Shows the page. If necessary, opens it. */
  show(): Promise<void> {
    return this.#panel.show();
  }

  /** Called when a provider is added or removed, or its state changes. */
  changed(): void {
    this.#panel.sendEvent('changed', null);
  }

  /** Called when the server starts, stops, or fails. */
  serverChanged(): void {
    this.#panel.sendEvent('server', this.#serverState());
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #routes(): Routes<StatusApi> {
    const { connection, models } = this.parts;
    return {
      'server/state': async () => this.#serverState(),
      'status/get': async () => (await connection()).status(),
      'names/list': async ({ ids }) =>
        Object.fromEntries(ids.map((id) => [id, distinctName(models(), displayNameOf(id))])),
      'providers/list': async (params) => (await connection()).providers(params),
      'diagnosis/copy': async () => {
        await vscode.env.clipboard.writeText(await this.#diagnosis());
        return null;
      },
      'command/run': async ({ command, provider }) => {
        if (statusCommands.includes(command)) {
          await vscode.commands.executeCommand(`openLLM.${command}`, provider);
        }
        return null;
      },
    };
  }

  #serverState(): ServerStateSummary {
    const state = this.parts.server();
    return { kind: state.kind, sentence: describeState(state) };
  }

  async #diagnosis(): Promise<string> {
    const { version, server, providers, problems, redact } = this.parts;
    return formatDiagnosis({
      extensionVersion: version,
      editor: `${vscode.env.appName} ${vscode.version}`,
      system: `${process.platform} ${process.arch}`,
      server: describeState(server()),
      status: await this.#status(),
      providers: providers(),
      problems: problems(),
      home: homedir(),
      redact,
    });
  }

  /**
   * Returns the status, or undefined if the server is not ready. A diagnosis is most useful while the server is down,
   * so this method does not wait for the server.
   */
  async #status(): Promise<ServerStatus | undefined> {
    if (this.parts.server().kind !== 'ready') {
      return undefined;
    }
    return (await this.parts.connection()).status().catch(() => undefined);
  }
}
