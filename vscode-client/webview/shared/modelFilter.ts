import type { ModelInfo } from '@open-llm/client';
import { providerNameOf, type NamedModel } from '../../src/model/providerNames.js';

/** Search terms that refer to a property instead of a part of the name. */
const propertyFilters: Record<string, (model: ModelInfo, local: boolean) => boolean> = {
  tools: (model) => model.capabilities.tools,
  vision: (model) => model.capabilities.vision,
  files: (model) => model.capabilities.files,
  reasoning: (model) => model.capabilities.reasoning,
  embedding: (model) => model.embedding !== undefined,
  local: (_, local) => local,
  free: (model) => model.pricing !== undefined && model.pricing.input === 0 && model.pricing.output === 0,
};

/**
 * Returns the models that match the entered text. Each word must be a part of the name or provider, or a property such
 * as `tools`.
 */
export function filterModels<T extends NamedModel>(
  models: readonly T[],
  query: string,
  isLocal: (provider: string) => boolean = () => false,
): readonly T[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) {
    return models;
  }
  return models.filter((model) => {
    const name = `${model.id} ${model.name} ${providerNameOf(model)}`.toLowerCase();
    return words.every(
      (word) => propertyFilters[word]?.(model, isLocal(model.provider)) === true || name.includes(word),
    );
  });
}
