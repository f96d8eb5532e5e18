import { OpenLlmError } from '@open-llm/client';
import * as vscode from 'vscode';
import { messageOf } from '../model/errors.js';
import { draftCommit } from '../commit/draftCommit.js';
import type { Completions } from '../completion/completions.js';
import type { ModelList } from '../model/modelList.js';
import type { ExportedKeys } from '../relay/exportedKeys.js';
import { translate } from '../l10n.js';
import type { SupervisedServer } from '../server/supervisedServer.js';
import { openTerminalAgent, type TerminalAgentParts } from '../terminal/terminalAgent.js';
import type { Pages } from '../view/pages.js';
import { showAccess } from './access.js';
import { addProvider } from './addProvider.js';
import { chatCommands } from './chat.js';
import { copyKey } from './copyKey.js';
import { runDoctor } from './doctor.js';
import { deleteKey, setKey } from './keys.js';
import { showMenu } from './menu.js';
import { showKeys } from './showKeys.js';
import { testKey } from './testKey.js';

export interface CommandParts {
  readonly server: SupervisedServer;
  readonly models: ModelList;
  readonly keys: ExportedKeys;
  readonly log: vscode.LogOutputChannel;
  readonly pages: Pages;
  readonly agents: TerminalAgentParts;
  readonly completions: Completions;
}

/** Registers all commands of the extension. If a command fails, the reason is shown. */
export function registerCommands({
  server,
  models,
  keys,
  log,
  pages,
  agents,
  completions,
}: CommandParts): vscode.Disposable {
  const commands: Readonly<Record<string, (argument: unknown) => unknown>> = {
    'openLLM.configure': (provider) => pages.configure(typeof provider === 'string' ? provider : undefined),
    'openLLM.transferConfig': () => pages.transferConfig(),
    'openLLM.status': () => pages.status(),
    'openLLM.playground.open': () => pages.playground(),
    ...chatCommands(pages.chat),
    'openLLM.setKey': async (provider) => {
      if (await setKey(await server.connection(), typeof provider === 'string' ? provider : undefined)) {
        await models.refresh();
      }
    },
    'openLLM.deleteKey': async () => {
      if (await deleteKey(await server.connection())) {
        await models.refresh();
      }
    },
    'openLLM.copyKey': async (provider) => {
      if (await copyKey(await server.connection(), typeof provider === 'string' ? provider : undefined)) {
        await models.refresh();
      }
    },
    'openLLM.testKey': async (provider) =>
      testKey(await server.connection(), typeof provider === 'string' ? provider : undefined),
    'openLLM.showKeys': async () => showKeys(await server.connection(), keys),
    'openLLM.addProvider': async () => {
      const name = await addProvider(await server.connection());
      const { providers } = await (await server.connection()).providers({ known: true });
      const added = providers.find((provider) => provider.name === name);
      if (added?.needsKey && added.keySource === undefined) {
        await vscode.commands.executeCommand('openLLM.setKey', added.name);
      }
    },
    'openLLM.openInTerminalAgent': (model) => openTerminalAgent(agents, model),
    'openLLM.completion.showMenu': () => completions.showMenu(),
    'openLLM.completion.chooseModel': () => completions.choose(),
    'openLLM.draftCommitMessage': (repository) => draftCommit(() => server.connection(), repository),
    'openLLM.access': async () => showAccess(await server.connection()),
    'openLLM.refreshModels': async () => {
      const refreshed = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Open LLM: Refreshing models…') },
        () => models.refresh(),
      );
      vscode.window.setStatusBarMessage(vscode.l10n.t('Open LLM: Models refreshed ({0})', refreshed.length), 5000);
    },
    'openLLM.doctor': async (provider) =>
      runDoctor(await server.connection(), typeof provider === 'string' ? provider : undefined),
    'openLLM.restartServer': () => server.restart(),
    'openLLM.showLog': () => log.show(),
    'openLLM.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', '@ext:open-llm.open-llm-provider'),
    'openLLM.showMenu': () => showMenu(server.state),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(name, async (argument: unknown) => {
        try {
          await run(argument);
        } catch (failure) {
          void vscode.window.showErrorMessage(messageOf(OpenLlmError.from(failure), translate));
        }
      }),
    ),
  );
}
