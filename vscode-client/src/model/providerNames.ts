import type { ModelInfo, ProviderInfo } from '@open-llm/client';

/** A model with the display name of its provider, if known. */
export interface ShownModel extends ModelInfo {
  readonly providerName?: string;
}

type Named = Pick<ProviderInfo, 'name' | 'displayName'>;

/** The models with the display names of their providers. */
export function withProviderNames<T extends ModelInfo>(
  models: readonly T[],
  providers: readonly Named[],
): readonly (T & ShownModel)[] {
  const names = new Map(providers.map(({ name, displayName }) => [name, displayName]));
  return models.map((model) => {
    const providerName = names.get(model.provider);
    return providerName === undefined ? model : { ...model, providerName };
  });
}

/** What a user reads as the name of a model: with its provider where another model has the same name. */
export function nameAmong(models: readonly ShownModel[], id: string): string {
  const model = models.find((one) => one.id === id);
  if (!model) {
    return id;
  }
  return hasNamesake(models, model) ? `${model.name} (${providerNameOf(model)})` : model.name;
}

/** Whether a model of another ID has the same name, as a reader sees it. */
export function hasNamesake(models: readonly ShownModel[], { id, name }: ShownModel): boolean {
  return models.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
}

/** The provider's name for users. */
export function providerNameOf(model: ShownModel): string {
  return model.providerName ?? model.provider;
}
