import type { ModelInfo } from '@open-llm/client';

/**
 * The provider of the built-in model, which responds without a network. It is for trying things out: as soon as there
 * is another model it is removed from every list that users choose from, and can still be requested by name.
 */
export const echoProvider = 'echo';

/** The models that a user can choose from. */
export function withoutEcho(models: readonly ModelInfo[]): readonly ModelInfo[] {
  const real = models.filter(({ provider }) => provider !== echoProvider);
  return real.length > 0 ? real : models;
}
