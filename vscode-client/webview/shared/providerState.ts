import type { ErrorInfo, ProviderInfo } from '@open-llm/client';
import { t } from './l10n.js';
import { serverText } from './serverText.js';

/** A provider's status, in a line for the user. A provider's own error message is unchanged. */
export function stateLine({ status, modelCount, apiBase }: ProviderInfo): string {
  switch (status.state) {
    case 'ready':
      return t('Ready · {0}', modelsCounted(modelCount));
    case 'loading':
      return t('Loading models');
    case 'no_key':
      return isKeptBack(status.error) ? t('The API key is bound to a different host') : t('No API key');
    case 'disabled':
      return t('Disabled');
    case 'known':
      return t('Not configured');
    case 'error':
      return errorLine(status, hostOf(apiBase));
  }
}

function errorLine({ error, message, messageTemplate }: ProviderInfo['status'], host: string): string {
  switch (error?.kind) {
    case 'network':
      return t('Cannot reach {0}', host);
    case 'timeout':
      return t('No response from {0}', host);
    case 'auth':
      return t('The API key was rejected');
    case 'permission':
      return t('The API key lacks permission');
    case 'quota':
      return t('No credit or quota left');
    case 'rate_limited':
      return t('Too many requests');
    case 'overloaded':
      return t('Overloaded');
    default:
      return serverText(message, messageTemplate);
  }
}

export function modelsCounted(count: number): string {
  return count === 1 ? t('1 model') : t('{0} models', count);
}

/** Whether there is a key that was not sent because it belongs to another host. */
export function isKeptBack(error: ErrorInfo | undefined): boolean {
  return error?.code === 'key_of_other_host';
}

/** The host of a URL, or the URL itself if it has none. */
export function hostOf(address: string): string {
  // Account-specific parts are variables, which mean nothing to the user who chooses.
  const shown = address.replace(/\$\{[^}]*\}/g, '…');
  return /^[a-z]+:\/\/([^/]+)/i.exec(shown)?.[1] ?? shown.replace(/^…\/?.*$/, '…');
}
