import type { ErrorInfo } from '@open-llm/client';
import type { ChatCommand } from '../../src/view/api/chat.js';
import { t } from '../shared/l10n.js';

/** Returns the command that fixes the error, other than retrying, or undefined if there is none. */
export function remedyOf(error: ErrorInfo): { command: ChatCommand; label: string } | undefined {
  switch (error.kind) {
    case 'auth':
    case 'permission':
      return error.provider === undefined ? undefined : { command: 'setKey', label: t('Set Key…') };
    case 'config':
    case 'model_not_found':
    case 'network':
      return { command: 'configure', label: t('Open Providers and Models') };
    case 'internal':
      return { command: 'showLog', label: t('Open Log') };
    default:
      return undefined;
  }
}
