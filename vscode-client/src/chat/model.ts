import type { ListModelsResult } from '@open-llm/client';

/**
 * Returns the ID of the model to use: the last chosen model if it is available, otherwise the default model. If models
 * exist but none is the default, the configuration is invalid and an empty string is returned: the server reports the
 * reason, and the message is not sent to a different model.
 */
export function chooseModel(
  { models, defaultModel }: ListModelsResult,
  chosen: string | undefined,
): string | undefined {
  if (models.some(({ id }) => id === chosen)) {
    return chosen;
  }
  return defaultModel ?? (models.length > 0 ? '' : undefined);
}
