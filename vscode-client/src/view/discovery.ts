import type { ConfigShowResult } from '@open-llm/client';

/** Returns whether local servers are searched for, according to the configuration. Default: true. */
export function isDiscoveryEnabled({ values }: Pick<ConfigShowResult, 'values'>): boolean {
  return values.find(({ path }) => path.join('.') === 'discovery.enabled')?.value !== false;
}
