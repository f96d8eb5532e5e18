import { OpenLlmError, type ConfigEdit, type ConfigTarget, type OpenLlmConnection, type Problem } from '@open-llm/client';
import * as vscode from 'vscode';
import { pasteKey, setKey } from '../command/keys.js';
import type { ProvidersApi, ProvidersEvents, Surroundings } from './api/providers.js';
import { openSource } from './openSource.js';
import type { Routes } from './page.js';
import { PagePanel } from './pagePanel.js';
import { transferConfig } from './transferConfig.js';

/** What the page needs from the rest of the extension. */
export interface ProvidersViewParts {
  readonly extension: vscode.Uri;
  connection(): Promise<OpenLlmConnection>;
  problems(): readonly Problem[];
  surroundings(): Surroundings;
}

/** How to take a change back: the same places with what stood there. */
interface Undo {
  readonly target: ConfigTarget;
  readonly edits: ConfigEdit[];
}

/** The page of providers and models, in an editor tab. */
export class ProvidersView implements vscode.Disposable {
  readonly #panel: PagePanel<ProvidersApi, ProvidersEvents>;
  readonly #undos: Undo[] = [];

  constructor(private readonly parts: ProvidersViewParts) {
    this.#panel = new PagePanel({
      extension: parts.extension,
      name: 'providers',
      title: vscode.l10n.t('Providers and Models'),
      icon: 'settings-gear',
      routes: this.#routes(),
    });
  }

  /** Shows the page, opening it when it is not open. */
  show(): Promise<void> {
    return this.#panel.show();
  }

  /** Providers, models or keys changed. */
  changed(): void {
    this.#panel.tell('changed', null);
  }

  /** What is around the page changed, or what is wrong with the configuration. */
  surroundingsChanged(): void {
    this.#panel.tell('surroundings', this.parts.surroundings());
    this.#panel.tell('problems', this.parts.problems());
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #routes(): Routes<ProvidersApi> {
    const { connection } = this.parts;
    return {
      'providers/list': async (params) => {
        this.surroundingsChanged();
        return (await connection()).providers(params);
      },
      'models/list': async (params, { signal }) => (await connection()).models(params, { signal }),
      'secrets/where': async (params) => (await connection()).whereSecret(params),
      'secrets/delete': async (params) => this.#then((await connection()).deleteSecret(params)),
      'key/enter': async ({ provider }) => this.#then(setKey(await connection(), provider)),
      'key/paste': async ({ target }) => this.#then(pasteKey(await connection(), target)),
      'provider/test': ({ provider }) => this.#test(provider),
      'config/edit': async (params) => {
        const result = await (await connection()).editConfig(params);
        this.#undos.push({
          target: params.target ?? { level: 'user', store: 'native' },
          edits: result.changes
            .map(({ path, before }) => (before === undefined ? { path } : { path, value: before }))
            .reverse(),
        });
        return this.#then(Promise.resolve(result));
      },
      'config/undo': async () => {
        const undo = this.#undos.pop();
        if (undo) {
          await this.#then((await connection()).editConfig({ ...undo, preview: false }));
        }
        return undo !== undefined;
      },
      'config/open': async ({ source }) => {
        await openSource(source);
        return null;
      },
      'config/transfer': async ({ from, to }) => {
        await transferConfig(await connection(), from, to);
        return null;
      },
    };
  }

  /** Asks the provider for its models and says how that went. */
  async #test(name: string): Promise<{ message: string }> {
    const server = await this.parts.connection();
    await server.models({ refresh: true, provider: name });
    const { providers } = await server.providers();
    const status = providers.find((provider) => provider.name === name)?.status;
    if (status?.error) {
      throw new OpenLlmError(status.error);
    }
    this.changed();
    return { message: status?.message ?? '' };
  }

  /** Lets the page ask again once something it shows was changed. */
  async #then<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    this.changed();
    return result;
  }
}
