import { capabilitiesOf, type InitializeParams, type OpenLlmClient, type SettingsParams } from '@open-llm/client';
import * as vscode from 'vscode';

/** Returns the parameters with which this extension initializes a server that it has started. */
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
