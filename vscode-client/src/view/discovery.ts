import type { ConfigShowResult } from '@open-llm/client';

/** Whether local servers are looked for, according to the configuration: by default they are. */
export function looksForServers({ values }: Pick<ConfigShowResult, 'values'>): boolean {
  return values.find(({ path }) => path.join('.') === 'discovery.enabled')?.value !== false;
}
