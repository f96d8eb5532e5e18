import type { ModelInfo } from '@open-llm/client';
import { html, nothing } from 'lit';
import type { Session } from '../../src/chat/session.js';
import { formatTokens } from '../shared/format.js';
import { t } from '../shared/l10n.js';
import { formatLimit } from '../shared/modelFacts.js';

/** The percentage above which a conversation will soon be too long for its model. */
const warningPercent = 80;

/**
 * Returns how many tokens the conversation used when it was last sent, or undefined if the provider did not report it.
 */
export function usedContextTokens(session: Session | undefined): number | undefined {
  const responses = session?.turns.filter((turn) => turn.kind === 'answer') ?? [];
  return responses.findLast(({ figures }) => figures?.contextTokens !== undefined)?.figures?.contextTokens;
}

/** Renders how much of the context of a model the conversation uses. */
export function contextMeter(used: number | undefined, model: ModelInfo | undefined) {
  const contextTokens = model?.limits.contextTokens ?? 0;
  if (used === undefined || !model || contextTokens === 0) {
    return nothing;
  }
  const percent = Math.min(100, Math.round((used / contextTokens) * 100));
  const text = t(
    'Context: {0} of {1} tokens used ({2}%)',
    formatTokens(used),
    formatLimit(model, 'contextTokens'),
    percent,
  );
  return html`<span
    class=${percent >= warningPercent ? 'meter full' : 'meter'}
    role="meter"
    aria-label=${t('Context')}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${percent}
    aria-valuetext=${text}
    title=${percent >= warningPercent ? `${text} ${t('Start a new chat to free up space in the context window.')}` : text}
    >${t('{0}%', percent)}</span
  >`;
}
