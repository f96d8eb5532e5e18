import { OpenLlmError, type OpenLlmConnection, type ToolDefinition } from '@open-llm/client';
import * as vscode from 'vscode';
import { translate } from '../l10n.js';
import { openLink } from '../chat/openLink.js';
import { withoutEcho } from '../model/echo.js';
import { withProviderNames } from '../model/providerNames.js';
import { ownVendors, vendor } from '../model/registerModels.js';
import { createOpenLlmSender } from '../playground/openLlmSender.js';
import { sendToVsCode, listOtherModels } from '../playground/vsCodeSender.js';
import { runToJson, runToMarkdown } from '../playground/exportRun.js';
import { RunStore } from '../playground/runStore.js';
import type { PlayModel, Run } from '../playground/run.js';
import { RunningRun, type SendPrompt } from '../playground/runningRun.js';
import type { ExportFormat, PlaygroundApi, PlaygroundEvents, RunProgress } from './api/playground.js';
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
const maxModels = 6;

/** The playground, which sends a prompt to several models, in an editor tab. */
export class PlaygroundView implements vscode.Disposable {
  readonly #panel: PagePanel<PlaygroundApi, PlaygroundEvents>;
  readonly #connection: () => Promise<OpenLlmConnection>;
  readonly #runStore: RunStore;
  readonly #running = new Map<string, RunningRun>();
  readonly #send: SendPrompt;

  constructor({ extension, runs, connection }: PlaygroundViewParts) {
    this.#connection = connection;
    this.#runStore = new RunStore(runs.fsPath);
    const sendToOpenLlm = createOpenLlmSender(connection, () => vscode.lm.tools.map(toDefinition), translate);
    this.#send = (model, ...rest) => (model.vendor === vendor ? sendToOpenLlm : sendToVsCode)(model, ...rest);
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
    this.#panel.sendEvent('changed', null);
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
        const running = RunningRun.of(id, prompt, models.slice(0, maxModels), this.#send);
        this.#running.set(id, running);
        void this.#saveWhenDone(running, running.sendAll());
        return running.run;
      },
      'run/watch': async ({ id }, { signal, progress }) => {
        const running = this.#running.get(id);
        if (running) {
          await watch(running, signal, progress);
        } else {
          progress({ run: await this.#loadRun(id) });
        }
        return null;
      },
      'run/again': async ({ id, index }) => {
        const existing = this.#running.get(id) ?? new RunningRun(await this.#loadRun(id), this.#send);
        // A different column might have been started again in the meantime.
        const running = this.#running.get(id) ?? existing;
        this.#running.set(id, running);
        void this.#saveWhenDone(running, running.send(index));
        return null;
      },
      'run/stop': async ({ id, index }) => {
        this.#running.get(id)?.stop(index);
        return null;
      },
      'runs/list': () => this.#runStore.list(),
      'runs/delete': async ({ id }) => {
        await this.#runStore.delete(id);
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
    const otherModels = listOtherModels(ownVendors);
    const connection = await this.#connection();
    const [{ models }, { providers }] = await Promise.all([connection.models(), connection.providers()]);
    const namedModels = withProviderNames(withoutEcho(models), providers);
    return [...namedModels.map((model) => ({ ...model, vendor })), ...(await otherModels)];
  }

  /** Saves a run when all its columns have ended. Until then, the run is only in memory. */
  async #saveWhenDone(running: RunningRun, asking: Promise<void>): Promise<void> {
    await asking;
    if (!running.hasEnded) {
      return;
    }
    try {
      await this.#runStore.write(running.run);
      this.#running.delete(running.run.id);
    } catch (failure) {
      const { message } = OpenLlmError.from(failure);
      void vscode.window.showWarningMessage(vscode.l10n.t('The playground run could not be saved: {0}', message));
    }
  }

  async #loadRun(id: string): Promise<Run> {
    const run = await this.#runStore.read(id);
    if (!run) {
      throw OpenLlmError.of('invalid_request', vscode.l10n.t('This run is no longer available.'));
    }
    return run;
  }

  async #export(id: string, format: ExportFormat): Promise<void> {
    const run = this.#running.get(id)?.run ?? (await this.#loadRun(id));
    const content = format === 'json' ? runToJson(run) : runToMarkdown(run);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: format, content }));
  }
}

/** Reports the state and the events of a run until it ends or the page no longer follows it. */
function watch(running: RunningRun, signal: AbortSignal, progress: (value: RunProgress) => void): Promise<void> {
  progress({ run: running.run });
  return new Promise((resolve) => {
    const subscription = running.onEvent((event) => {
      progress(event);
      stopIfOver();
    });
    const stopWatching = (): void => {
      subscription.dispose();
      resolve();
    };
    const stopIfOver = (): void => {
      if (running.hasEnded) {
        stopWatching();
      }
    };
    signal.addEventListener('abort', stopWatching, { once: true });
    stopIfOver();
  });
}

function toDefinition({ name, description, inputSchema }: vscode.LanguageModelToolInformation): ToolDefinition {
  return { name, description, ...(inputSchema ? { inputSchema: { ...inputSchema } } : {}) };
}
