import type { ConfirmHostParams } from '@open-llm/client';
import * as vscode from 'vscode';
import { localize } from '../l10n.js';

/**
 * Asks whether an API key may be sent to a host for which it was not stored. Only explicit confirmation counts as
 * consent.
 */
export async function confirmHost(params: ConfirmHostParams): Promise<boolean> {
  const { provider, origin, fromWorkspace } = params;
  const source = localize(params.place, params.placeTemplate);
  const send = vscode.l10n.t('Send Key');
  const lines = [
    params.boundTo === undefined
      ? vscode.l10n.t('The key comes from {0}.', source)
      : vscode.l10n.t(
          'The key comes from {0} and was saved for {1}.',
          source,
          localize(params.boundTo, params.boundToTemplate),
        ),
    fromWorkspace
      ? vscode.l10n.t(
          'This workspace specifies the URL. Send the API key only if you trust the workspace’s authors with it.',
        )
      : vscode.l10n.t('You are asked only once for each URL.'),
  ];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Send the API key for {0} to {1}?', provider, origin),
    { modal: true, detail: lines.join('\n\n') },
    send,
  );
  return answer === send;
}
