import type { SettingsParams } from '@open-llm/client';
import type { OpenLlmExtension } from '@open-llm/client/vscode';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createApi } from './api/api.js';
import { registerCommands } from './command/register.js';
import { Completions } from './completion/completions.js';
import { registerYamlCompletion } from './config/yamlCompletion.js';
import { Groups } from './group/groups.js';
import { builtInBaseUrls } from './group/services.js';
import { echoProvider } from './model/echo.js';
import { createMemento } from './model/memento.js';
import { ModelList } from './model/modelList.js';
import { providerNameOf, withProviderNames } from './model/providerNames.js';
import { ProviderList } from './model/providerList.js';
import { registerModels } from './model/registerModels.js';
import { createClient } from './relay/client.js';
import { ConsentQuestions } from './relay/consent.js';
import { ExportedKeys } from './relay/exportedKeys.js';
import { initializeParams } from './relay/initialize.js';
import { ServerLog } from './relay/log.js';
import { ProblemsView } from './relay/problems.js';
import { onDidChangeSettings, readSettings, settingNames, type Manifest } from './relay/settings.js';
import { formatCrash } from './server/formatCrash.js';
import { Redactor } from './server/redactor.js';
import { programCommand, startServer } from './server/startServer.js';
import { SupervisedServer } from './server/supervisedServer.js';
import { TerminalGateway } from './terminal/terminalGateway.js';
import { Pages } from './view/pages.js';
import { ChatSetup } from './view/chatSetup.js';
import { reportServerFailure } from './view/serverFailure.js';
import { StatusBar } from './view/statusBar.js';

let activeServer: SupervisedServer | undefined;

/** Activates the extension and connects its parts. Returns the API for other extensions. */
export function activate(context: vscode.ExtensionContext): OpenLlmExtension {
  const log = vscode.window.createOutputChannel('Open LLM', { log: true });
  const redactor = new Redactor();
  const serverLog = new ServerLog(log, redactor);
  const problems = new ProblemsView(log);
  const statusBar = new StatusBar('openLLM.showMenu');
  const manifest = context.extension.packageJSON as Manifest;
  const groups = new Groups(context.globalState, builtInBaseUrls(manifest.contributes.languageModelChatProviders));
  const extensionSettings = (): SettingsParams => ({
    ...readSettings(settingNames(manifest), context.globalStorageUri),
    groups: groups.providers,
  });
  const sendSettings = (): Promise<void> => server.notify((connection) => connection.didChangeSettings(settings()));
  const terminalGateway = new TerminalGateway(sendSettings);
  const settings = (): SettingsParams => terminalGateway.withGateway(extensionSettings());

  const keys = new ExportedKeys(redactor);
  const consent = new ConsentQuestions((id) => {
    const model = withProviderNames(models.current, providers.current).find((one) => one.id === id);
    return model ? `${model.name} (${providerNameOf(model)})` : id;
  });
  const client = createClient({
    context,
    redactor,
    serverLog,
    problems,
    keys,
    groups,
    consent,
    modelsChanged: () => {
      void models.reload().catch(() => undefined);
      void providers.reload(); // a local provider might have stopped
    },
    statusChanged: () => void providers.reload(),
  });
  const redact = (text: string): string => redactor.redact(text);
  const versions = {
    extension: manifest.version,
    'VS Code': vscode.version,
    Node: process.versions.node,
    [process.platform]: process.arch,
  };
  const packaged = {
    folder: context.asAbsolutePath('server'),
    caches: join(context.globalStorageUri.fsPath, 'aot'),
    javaHome: () => vscode.workspace.getConfiguration('openLLM').get('java.home', ''),
  };
  const server = (activeServer = new SupervisedServer(() =>
    startServer({
      ...packaged,
      client,
      initialize: () => initializeParams(manifest.version, client, settings()),
      onLogLine: (line) => serverLog.stderr(line),
      redact,
      onCrash: (crash) => log.error(formatCrash(crash, versions)),
    }),
  ));
  const models = new ModelList(async (params) => (await server.connection()).models(params), createMemento(context));
  const providers = new ProviderList(async () => (await (await server.connection()).providers()).providers);

  const chatSetup = new ChatSetup(context, () => models.current.some(({ provider }) => provider !== echoProvider));
  models.onDidChange(() => void chatSetup.showOffers());

  const pages = new Pages({ context, server, models, providers, problems, redact });
  const completions = new Completions({ context, server, models, problems, log: (line) => log.warn(redact(line)) });
  const updateStatusBar = (): void => statusBar.update(server.state, providers.current);
  providers.onDidChange(updateStatusBar);
  server.onDidChangeState((state) => {
    log.info(`Server: ${state.kind}`);
    updateStatusBar();
    reportServerFailure(state);
    if (state.kind === 'ready') {
      void models.reload().then(
        () => chatSetup.showOffers(),
        () => undefined,
      );
      void providers.reload();
    }
  });

  context.subscriptions.push(
    log,
    problems,
    consent,
    statusBar,
    pages,
    completions,
    registerModels({ server, models, providers, groups, settings, log, usedByChat: () => chatSetup.recordModelUse() }),
    registerCommands({
      server,
      models,
      keys,
      log,
      pages,
      completions,
      agents: {
        models,
        gateway: terminalGateway,
        settings: extensionSettings,
        program: (args, flags) => programCommand(packaged, args, flags),
      },
    }),
    registerYamlCompletion(() => server.connection()),
    onDidChangeSettings(() => void sendSettings()),
  );
  server.start();
  return createApi({ context, server, models, providers });
}

export async function deactivate(): Promise<void> {
  await activeServer?.stop();
}
