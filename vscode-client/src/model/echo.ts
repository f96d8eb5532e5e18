import type { ModelInfo } from '@open-llm/client';

/**
 * The provider of the built-in model, which answers without a network. It is there to try things out with: as soon as
 * there is another it leaves every list that a user chooses from, and still answers to its name.
 */
export const echoProvider = 'echo';

/** The models a user chooses from. */
export function withoutEcho(models: readonly ModelInfo[]): readonly ModelInfo[] {
  const real = models.filter(({ provider }) => provider !== echoProvider);
  return real.length > 0 ? real : models;
}
