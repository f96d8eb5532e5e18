import type { SettingsParams } from '@open-llm/client';
import * as vscode from 'vscode';
import { GroupModels } from '../group/groupModels.js';
import type { Groups } from '../group/groups.js';
import type { SupervisedServer } from '../server/supervisedServer.js';
import { OpenLlmChatProvider } from './chatProvider.js';
import type { ModelList } from './modelList.js';
import type { ProviderList } from './providerList.js';
import { TokenCounter } from './tokenCounter.js';

/** The vendor of models that are configured in settings and files or discovered automatically. */
export const vendor = 'open-llm';

/**
 * The vendor of models that were added with Add Models in VS Code. A separate vendor is required: VS Code forgets the
 * user's choices for a model (its reasoning effort) if the model is listed without a group although its vendor has
 * groups.
 */
const groupVendor = 'open-llm-added';

/** The vendors of Open LLM models in VS Code. */
export const ownVendors: ReadonlySet<string> = new Set([vendor, groupVendor]);

export interface ModelsParts {
  readonly server: SupervisedServer;
  readonly models: ModelList;
  readonly providers: ProviderList;
  readonly groups: Groups;
  readonly settings: () => SettingsParams;
  readonly log: vscode.LogOutputChannel;
  /** Called when the VS Code chat has used a model. */
  readonly usedByChat: () => void;
}

/** Registers the models in VS Code under both vendors. */
export function registerModels({
  server,
  models,
  providers,
  groups,
  settings,
  log,
  usedByChat,
}: ModelsParts): vscode.Disposable {
  const connection = (): ReturnType<SupervisedServer['connection']> => server.connection();
  const tokens = new TokenCounter(async (params) => (await connection()).countTokens(params));
  const groupModels = new GroupModels({
    groups,
    models,
    providers,
    connection,
    sendSettings: (to) => to.didChangeSettings(settings()),
  });
  const parts = { models, providers, tokens, connection, log, usedByChat };
  const configured = new OpenLlmChatProvider({ ...parts, list: () => groupModels.listUngrouped() });
  const added = new OpenLlmChatProvider({ ...parts, list: (configuration) => groupModels.list(configuration) });
  const registrations = vscode.Disposable.from(
    configured,
    added,
    vscode.lm.registerLanguageModelChatProvider(vendor, configured),
    vscode.lm.registerLanguageModelChatProvider(groupVendor, added),
  );
  // The VS Code model picker shows the models of a vendor only after they have been requested once.
  void vscode.lm.selectChatModels({ vendor });
  void vscode.lm.selectChatModels({ vendor: groupVendor });
  return registrations;
}
