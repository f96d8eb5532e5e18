import type { ModelInfo, ProviderInfo } from '@open-llm/client';

/** A model with the display name of its provider, if known. */
export interface NamedModel extends ModelInfo {
  readonly providerName?: string;
}

type ProviderName = Pick<ProviderInfo, 'name' | 'displayName'>;

/** Adds the display names of their providers to the models. */
export function withProviderNames<T extends ModelInfo>(
  models: readonly T[],
  providers: readonly ProviderName[],
): readonly (T & NamedModel)[] {
  const names = new Map(providers.map(({ name, displayName }) => [name, displayName]));
  return models.map((model) => {
    const providerName = names.get(model.provider);
    return providerName === undefined ? model : { ...model, providerName };
  });
}

/** Returns the name of a model for the user. If another model has the same name, the name includes the provider. */
export function distinctName(models: readonly NamedModel[], id: string): string {
  const model = models.find((one) => one.id === id);
  if (!model) {
    return id;
  }
  return hasNamesake(models, model) ? `${model.name} (${providerNameOf(model)})` : model.name;
}

/** Returns whether a model with a different ID has the same name as far as the user can see. */
export function hasNamesake(models: readonly NamedModel[], { id, name }: NamedModel): boolean {
  return models.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
}

/** Returns the display name of the provider. */
export function providerNameOf(model: NamedModel): string {
  return model.providerName ?? model.provider;
}
