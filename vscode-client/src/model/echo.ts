import type { ModelInfo } from '@open-llm/client';

/**
 * The provider of the built-in model, which responds without a network connection and is intended for trying out the
 * product. As soon as another model exists, the built-in model is removed from every list from which users choose, but
 * it can still be requested by name.
 */
export const echoProvider = 'echo';

/** Returns the models from which a user can choose. */
export function withoutEcho(models: readonly ModelInfo[]): readonly ModelInfo[] {
  const external = models.filter(({ provider }) => provider !== echoProvider);
  return external.length > 0 ? external : models;
}
