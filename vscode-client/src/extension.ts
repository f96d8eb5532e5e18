import type { OpenLlmClient, SettingsParams } from '@open-llm/client';
import type { OpenLlmExtension } from '@open-llm/client/vscode';
import * as vscode from 'vscode';
import { exportedApi } from './api/api.js';
import { registerCommands } from './command/register.js';
import { OpenLlmChatProvider, vendor } from './model/chatProvider.js';
import { memoryOf } from './model/memory.js';
import { ModelList } from './model/modelList.js';
import { ProviderList } from './model/providerList.js';
import { TokenCounter } from './model/tokenCounter.js';
import { authToken } from './relay/authToken.js';
import { confirmHost } from './relay/confirmHost.js';
import { askConsent } from './relay/consent.js';
import { HandedOverKeys } from './relay/handedOverKeys.js';
import { initializeParams } from './relay/initialize.js';
import { ServerLog } from './relay/log.js';
import { ProblemsView } from './relay/problems.js';
import { secretStorage } from './relay/secretStorage.js';
import { onDidChangeSettings, readSettings, settingNames, type Manifest } from './relay/settings.js';
import { updateSettings } from './relay/updateSettings.js';
import { Redactor } from './server/redactor.js';
import { startServer } from './server/startServer.js';
import { SupervisedServer } from './server/supervisedServer.js';
import { Pages } from './view/pages.js';
import { offerRemedy } from './view/serverFailure.js';
import { StatusBar } from './view/statusBar.js';
import { offerUtilityModel } from './view/utilityModel.js';

let running: SupervisedServer | undefined;

/** Builds the extension and wires its parts; each part does its own work. Answers the API for other extensions. */
export function activate(context: vscode.ExtensionContext): OpenLlmExtension {
  const log = vscode.window.createOutputChannel('Open LLM', { log: true });
  const redactor = new Redactor();
  const serverLog = new ServerLog(log, redactor);
  const problems = new ProblemsView(log);
  const statusBar = new StatusBar('openLLM.showMenu');
  const manifest = context.extension.packageJSON as Manifest;
  const settings = (): SettingsParams => readSettings(settingNames(manifest));

  const keys = new HandedOverKeys(redactor);
  const client: OpenLlmClient = {
    secretStorage: keys.besides(secretStorage(context.secrets, redactor)),
    confirmHost,
    askConsent,
    updateSettings,
    authToken: authToken(vscode.authentication, redactor),
    modelsChanged: () => void models.confirm().catch(() => undefined),
    statusChanged: () => void providers.confirm(),
    problemsChanged: (found) => problems.show(found),
    log: (line) => serverLog.line(line),
  };
  const server = (running = new SupervisedServer(() =>
    startServer({
      folder: context.asAbsolutePath('server'),
      javaHome: () => vscode.workspace.getConfiguration('openLLM').get('java.home', ''),
      client,
      initialize: () => initializeParams(manifest.version, client, settings()),
      onLogLine: (line) => serverLog.stderr(line),
    }),
  ));
  const models = new ModelList(async (params) => (await server.connection()).models(params), memoryOf(context));
  const tokens = new TokenCounter(async (params) => (await server.connection()).countTokens(params));
  const providers = new ProviderList(async () => (await (await server.connection()).providers()).providers);
  const chatProvider = new OpenLlmChatProvider({ models, tokens, connection: () => server.connection(), log });

  const redact = (text: string): string => redactor.redact(text);
  const version = manifest.version;
  const pages = new Pages({ extension: context.extensionUri, version, server, providers, problems, redact });
  const showState = (): void => statusBar.update(server.state, providers.current);
  providers.onDidChange(showState);
  server.onDidChangeState((state) => {
    log.info(`Server: ${state.kind}`);
    showState();
    offerRemedy(state);
    if (state.kind === 'ready') {
      void models.confirm().catch(() => undefined);
      void providers.confirm();
      void offerUtilityModel(context.globalState);
    }
  });

  context.subscriptions.push(
    log,
    problems,
    statusBar,
    chatProvider,
    pages,
    vscode.lm.registerLanguageModelChatProvider(vendor, chatProvider),
    registerCommands({ server, models, keys, log, pages }),
    onDidChangeSettings(() => void server.tell((connection) => connection.didChangeSettings(settings()))),
  );
  server.start();
  // VS Code's picker shows a vendor's models only after somebody asked for them.
  void vscode.lm.selectChatModels({ vendor });
  return exportedApi({ context, server, models, providers });
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}
