import { capabilitiesOf, type InitializeParams, type OpenLlmClient, type SettingsParams } from '@open-llm/client';
import * as vscode from 'vscode';

/** How this VS Code introduces itself to a server that it started. */
export function initializeParams(version: string, client: OpenLlmClient, settings: SettingsParams): InitializeParams {
  return {
    clientName: 'vscode',
    clientVersion: version,
    processId: process.pid,
    locale: vscode.env.language,
    capabilities: capabilitiesOf(client),
    settings,
  };
}
