import type { ListModelsResult } from '@open-llm/client';

/**
 * The model to ask: the one chosen last while it is there, else the default one. Where there is none, the configuration
 * that decides is wrong: the server explains it for an empty name, and no other model gets the question instead.
 */
export function modelToAsk({ models, defaultModel }: ListModelsResult, chosen: string | undefined): string | undefined {
  if (models.some(({ id }) => id === chosen)) {
    return chosen;
  }
  return defaultModel ?? (models.length > 0 ? '' : undefined);
}
