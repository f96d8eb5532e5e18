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

/** The provider's name for users. */
export function providerNameOf(model: ShownModel): string {
  return model.providerName ?? model.provider;
}
