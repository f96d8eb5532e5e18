import type { OpenLlmConnection, Problem } from '@open-llm/client';
import * as vscode from 'vscode';
import { enterKey, pasteKey } from '../command/keys.js';
import type { ProvidersApi, ProvidersEvents, Surroundings, View } from './api/providers.js';
import { ConfigChanges } from './configChanges.js';
import { openSource } from './openSource.js';
import type { Routes } from './page.js';
import { PagePanel } from './pagePanel.js';

/** The dependencies of the page. */
export interface ProvidersViewParts {
  readonly extension: vscode.Uri;
  readonly connection: () => Promise<OpenLlmConnection>;
  problems(): readonly Problem[];
  surroundings(): Surroundings;
  /** Opens the chat with the specified model selected. */
  openChat(model: string): Promise<void>;
}

/** The Providers and Models page, in an editor tab. */
export class ProvidersView implements vscode.Disposable {
  readonly #panel: PagePanel<ProvidersApi, ProvidersEvents>;
  readonly #changes: ConfigChanges;
  #requestedView: View | undefined;

  constructor(private readonly parts: ProvidersViewParts) {
    this.#changes = new ConfigChanges(parts.connection);
    this.#panel = new PagePanel({
      extension: parts.extension,
      name: 'providers',
      title: vscode.l10n.t('Providers and Models'),
      icon: 'settings-gear',
      routes: this.#routes(),
    });
  }

  /** Shows the page. If necessary, opens it. */
  async show(view?: View): Promise<void> {
    this.#requestedView = view;
    await this.#panel.show();
    this.changed();
  }

  /** Called when providers, models, or API keys have changed. */
  changed(): void {
    this.#panel.sendEvent('changed', null);
  }

  /** Called when the environment of the page or the problems in the configuration have changed. */
  surroundingsChanged(): void {
    this.#panel.sendEvent('surroundings', this.parts.surroundings());
    this.#panel.sendEvent('problems', this.parts.problems());
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #routes(): Routes<ProvidersApi> {
    const { connection } = this.parts;
    return {
      'providers/list': async (params) => {
        this.surroundingsChanged();
        this.#showRequestedView();
        return (await connection()).providers(params);
      },
      'local/look': async () => {
        await (await connection()).providers();
        return null;
      },
      'chat/ask': async ({ model }) => {
        await this.parts.openChat(model);
        return null;
      },
      'models/list': async (params, { signal }) => (await connection()).models(params, { signal }),
      'secrets/where': async (params) => (await connection()).whereSecret(params),
      'secrets/delete': async (params) => this.#refreshAfter((await connection()).deleteSecret(params)),
      'key/enter': async ({ provider, ...location }) =>
        this.#refreshAfter(enterKey(await connection(), provider, location)),
      'key/paste': async ({ target }) => this.#refreshAfter(pasteKey(await connection(), target)),
      'secrets/copy': async (params) => this.#refreshAfter((await connection()).copySecret(params)),
      'secrets/test': async (params, { signal }) =>
        this.#refreshAfter((await connection()).testSecret(params, { signal })),
      'provider/doctor': async ({ provider }) => {
        await vscode.commands.executeCommand('openLLM.doctor', provider);
        return null;
      },
      'config/show': async (params) => (await connection()).showConfig(params),
      'config/edit': (params) => this.#refreshAfter(this.#changes.edit(params)),
      'config/move': async ({ provider, from, to }) => {
        await this.#refreshAfter(this.#changes.move(provider, from, to));
        return null;
      },
      'config/transfer': async (params) =>
        params.preview ? this.#changes.transfer(params) : this.#refreshAfter(this.#changes.transfer(params)),
      'config/undo': async () => {
        await this.#refreshAfter(this.#changes.undo());
        return { left: this.#changes.undoCount };
      },
      'config/open': async ({ source }) => {
        await openSource(source);
        return null;
      },
    };
  }

  /** A page that was just opened receives events only after it has sent its first request. */
  #showRequestedView(): void {
    if (this.#requestedView) {
      this.#panel.sendEvent('show', this.#requestedView);
      this.#requestedView = undefined;
    }
  }

  /** After a change, makes the page request its data again. */
  async #refreshAfter<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    this.changed();
    return result;
  }
}
