import type { OpenLlmClient } from '@open-llm/client';
import * as vscode from 'vscode';
import { GroupKeys } from '../group/groupKeys.js';
import type { Groups } from '../group/groups.js';
import type { Redactor } from '../server/redactor.js';
import { authToken } from './authToken.js';
import { confirmHost } from './confirmHost.js';
import { confirmTrust } from './confirmTrust.js';
import { askPermission, type ConsentQuestions } from './consent.js';
import type { ExportedKeys } from './exportedKeys.js';
import type { ServerLog } from './log.js';
import type { ProblemsView } from './problems.js';
import { secretStorage } from './secretStorage.js';
import { tools } from './tools.js';
import { updateSettings } from './updateSettings.js';

export interface ClientParts {
  readonly context: vscode.ExtensionContext;
  readonly redactor: Redactor;
  readonly serverLog: ServerLog;
  readonly problems: ProblemsView;
  readonly keys: ExportedKeys;
  readonly groups: Groups;
  readonly consent: ConsentQuestions;
  modelsChanged(): void;
  statusChanged(): void;
}

/** Returns the client that handles requests and notifications from the server. */
export function createClient(parts: ClientParts): OpenLlmClient {
  const { context, redactor, serverLog, problems, keys, groups, consent } = parts;
  const groupKeys = new GroupKeys(groups, context.globalState, redactor);
  return {
    secretStorage: groupKeys.withGroupKeys(keys.withExportedKeys(secretStorage(context.secrets, redactor))),
    confirmHost,
    confirmTrust,
    askConsent: (question) => consent.ask(question),
    askPermission,
    tools,
    updateSettings,
    authToken: authToken(vscode.authentication, redactor),
    modelsChanged: () => parts.modelsChanged(),
    statusChanged: () => parts.statusChanged(),
    problemsChanged: (found) => problems.show(found),
    log: (line) => serverLog.line(line),
  };
}
