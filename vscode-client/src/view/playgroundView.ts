import { OpenLlmError, type OpenLlmConnection, type ToolDefinition } from '@open-llm/client';
import * as vscode from 'vscode';
import { translate } from '../l10n.js';
import { openLink } from '../chat/openLink.js';
import { withoutEcho } from '../model/echo.js';
import { withProviderNames } from '../model/providerNames.js';
import { ownVendors, vendor } from '../model/registerModels.js';
import { askOpenLlm } from '../playground/askOpenLlm.js';
import { askVsCode, modelsOfOthers } from '../playground/askVsCode.js';
import { jsonOf, markdownOf } from '../playground/exportRun.js';
import { KeptRuns } from '../playground/keptRuns.js';
import type { PlayModel, Run } from '../playground/run.js';
import { RunningRun, type Ask } from '../playground/runningRun.js';
import type { ExportFormat, PlaygroundApi, PlaygroundEvents, RunWatched } from './api/playground.js';
import type { Routes } from './page.js';
import { PagePanel } from './pagePanel.js';
import { pickImages } from './pickImages.js';

/** The dependencies of the page. */
export interface PlaygroundViewParts {
  readonly extension: vscode.Uri;
  /** The folder in which runs are saved. */
  readonly runs: vscode.Uri;
  readonly connection: () => Promise<OpenLlmConnection>;
}

/** The maximum number of models in a run. */
const mostModels = 6;

/** The playground, which sends a prompt to several models, in an editor tab. */
export class PlaygroundView implements vscode.Disposable {
  readonly #panel: PagePanel<PlaygroundApi, PlaygroundEvents>;
  readonly #connection: () => Promise<OpenLlmConnection>;
  readonly #kept: KeptRuns;
  readonly #running = new Map<string, RunningRun>();
  readonly #ask: Ask;

  constructor({ extension, runs, connection }: PlaygroundViewParts) {
    this.#connection = connection;
    this.#kept = new KeptRuns(runs.fsPath);
    const askOurs = askOpenLlm(connection, () => vscode.lm.tools.map(definitionOf), translate);
    this.#ask = (model, ...rest) => (model.vendor === vendor ? askOurs : askVsCode)(model, ...rest);
    this.#panel = new PagePanel({
      extension,
      name: 'playground',
      title: vscode.l10n.t('Playground'),
      icon: 'beaker',
      routes: this.#routes(),
    });
  }

  /** Shows the page. If necessary, opens it. */
  show(): Promise<void> {
    return this.#panel.show();
  }

  /** Called when models or tools have changed. */
  changed(): void {
    this.#panel.tell('changed', null);
  }

  dispose(): void {
    this.#panel.dispose();
    this.#running.forEach((run) => run.stop());
  }

  #routes(): Routes<PlaygroundApi> {
    return {
      'models/list': () => this.#models(),
      'tools/list': async () => vscode.lm.tools.map(({ name, description }) => ({ name, description })),
      'images/pick': () => pickImages(),
      'run/start': async ({ id, prompt, models }) => {
        const running = RunningRun.of(id, prompt, models.slice(0, mostModels), this.#ask);
        this.#running.set(id, running);
        void this.#keepAfter(running, running.askAll());
        return running.run;
      },
      'run/watch': async ({ id }, { signal, progress }) => {
        const running = this.#running.get(id);
        if (running) {
          await watch(running, signal, progress);
        } else {
          progress({ run: await this.#keptRun(id) });
        }
        return null;
      },
      'run/again': async ({ id, index }) => {
        const kept = this.#running.get(id) ?? new RunningRun(await this.#keptRun(id), this.#ask);
        // A different column might have been started again in the meantime.
        const running = this.#running.get(id) ?? kept;
        this.#running.set(id, running);
        void this.#keepAfter(running, running.ask(index));
        return null;
      },
      'run/stop': async ({ id, index }) => {
        this.#running.get(id)?.stop(index);
        return null;
      },
      'runs/list': () => this.#kept.list(),
      'runs/delete': async ({ id }) => {
        await this.#kept.delete(id);
        return null;
      },
      'run/export': async ({ id, format }) => {
        await this.#export(id, format);
        return null;
      },
      'code/copy': async ({ code }) => {
        await vscode.env.clipboard.writeText(code);
        return null;
      },
      'link/open': async ({ href }) => {
        await openLink(href);
        return null;
      },
      'configure/open': async () => {
        await vscode.commands.executeCommand('openLLM.configure');
        return null;
      },
    };
  }

  /** Returns the models of Open LLM as reported by the server, followed by those of other extensions. */
  async #models(): Promise<PlayModel[]> {
    const others = modelsOfOthers(ownVendors);
    const connection = await this.#connection();
    const [{ models }, { providers }] = await Promise.all([connection.models(), connection.providers()]);
    const named = withProviderNames(withoutEcho(models), providers);
    return [...named.map((model) => ({ ...model, vendor })), ...(await others)];
  }

  /** Saves a run when all its columns have ended. Until then, the run is only in memory. */
  async #keepAfter(running: RunningRun, asking: Promise<void>): Promise<void> {
    await asking;
    if (!running.isOver) {
      return;
    }
    try {
      await this.#kept.write(running.run);
      this.#running.delete(running.run.id);
    } catch (failure) {
      const { message } = OpenLlmError.from(failure);
      void vscode.window.showWarningMessage(vscode.l10n.t('The playground run could not be saved: {0}', message));
    }
  }

  async #keptRun(id: string): Promise<Run> {
    const run = await this.#kept.read(id);
    if (!run) {
      throw OpenLlmError.of('invalid_request', vscode.l10n.t('This run is no longer available.'));
    }
    return run;
  }

  async #export(id: string, format: ExportFormat): Promise<void> {
    const run = this.#running.get(id)?.run ?? (await this.#keptRun(id));
    const content = format === 'json' ? jsonOf(run) : markdownOf(run);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: format, content }));
  }
}

/** Reports the state and the events of a run until it ends or the page no longer follows it. */
function watch(running: RunningRun, signal: AbortSignal, progress: (value: RunWatched) => void): Promise<void> {
  progress({ run: running.run });
  return new Promise((resolve) => {
    const listening = running.onEvent((event) => {
      progress(event);
      leaveWhenOver();
    });
    const leave = (): void => {
      listening.dispose();
      resolve();
    };
    const leaveWhenOver = (): void => {
      if (running.isOver) {
        leave();
      }
    };
    signal.addEventListener('abort', leave, { once: true });
    leaveWhenOver();
  });
}

function definitionOf({ name, description, inputSchema }: vscode.LanguageModelToolInformation): ToolDefinition {
  return { name, description, ...(inputSchema ? { inputSchema: { ...inputSchema } } : {}) };
}
