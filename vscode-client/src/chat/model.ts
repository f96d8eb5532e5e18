import type { ListModelsResult } from '@open-llm/client';

/**
 * The model to use: the last chosen one if it is available, or else the default. If there is none, the deciding
 * configuration is invalid: the server explains it for an empty name, and no other model receives the message instead.
 */
export function modelToAsk({ models, defaultModel }: ListModelsResult, chosen: string | undefined): string | undefined {
  if (models.some(({ id }) => id === chosen)) {
    return chosen;
  }
  return defaultModel ?? (models.length > 0 ? '' : undefined);
}
