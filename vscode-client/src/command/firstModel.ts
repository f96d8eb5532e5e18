import type { OpenLlmConnection } from '@open-llm/client';
import { enterKey } from './keys.js';

/**
 * Returns the preferred model of a provider that was just added. If the provider needs an API key, asks for it. Returns
 * undefined if no model is available.
 */
export async function findFirstModel(connection: OpenLlmConnection, provider: string): Promise<string | undefined> {
  const model = await findUsableModel(connection, provider);
  return model === undefined && (await needsKey(connection, provider)) && (await enterKey(connection, provider, {}))
    ? findUsableModel(connection, provider)
    : model;
}

async function findUsableModel(connection: OpenLlmConnection, provider: string): Promise<string | undefined> {
  const { models, defaultModel } = await connection.models({ provider, refresh: true });
  const usable = models.filter((model) => model.provider === provider && model.warning === undefined);
  return (usable.find(({ id }) => id === defaultModel) ?? usable[0])?.id;
}

async function needsKey(connection: OpenLlmConnection, provider: string): Promise<boolean> {
  const { providers } = await connection.providers();
  const added = providers.find(({ name }) => name === provider);
  return (
    added !== undefined &&
    added.keySource === undefined &&
    ['auth', 'permission'].includes(added.status.error?.kind ?? '')
  );
}
