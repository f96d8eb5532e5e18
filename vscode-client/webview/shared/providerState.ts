import type { ErrorInfo, ProviderInfo } from '@open-llm/client';
import { t } from './l10n.js';
import { serverText } from './serverText.js';

/** Returns one line about the status of a provider for the user. Error messages from the provider are unchanged. */
export function statusText({ status, modelCount, apiBase }: ProviderInfo): string {
  switch (status.state) {
    case 'ready':
      return t('Ready · {0}', formatModelCount(modelCount));
    case 'loading':
      return t('Loading models');
    case 'no_key':
      return isKeyWithheld(status.error) ? t('The API key is bound to a different host') : t('No API key');
    case 'disabled':
      return t('Disabled');
    case 'known':
      return t('Not configured');
    case 'error':
      return errorText(status, hostOf(apiBase));
  }
}

function errorText({ error, message, messageTemplate }: ProviderInfo['status'], host: string): string {
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

export function formatModelCount(count: number): string {
  return count === 1 ? t('1 model') : t('{0} models', count);
}

/** Returns whether an API key exists that was not sent because it is bound to a different host. */
export function isKeyWithheld(error: ErrorInfo | undefined): boolean {
  return error?.code === 'key_of_other_host';
}

/** Returns the host of a URL, or the URL itself if it has no host. */
export function hostOf(url: string): string {
  // Account-specific parts of the URL are variables, which would mean nothing to the user.
  const displayUrl = url.replace(/\$\{[^}]*\}/g, '…');
  return /^[a-z]+:\/\/([^/]+)/i.exec(displayUrl)?.[1] ?? displayUrl.replace(/^…\/?.*$/, '…');
}
