import type { ListModelsResult } from '@open-llm/client';

/** The model to ask: the one chosen last while it is there, else the configured one, else the first. */
export function modelToAsk({ models, defaultModel }: ListModelsResult, chosen: string | undefined): string | undefined {
  const there = (id: string | undefined): boolean => models.some((model) => model.id === id);
  return [chosen, defaultModel].find(there) ?? models[0]?.id;
}
