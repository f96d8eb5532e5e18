import type { ConfigShowResult } from '@open-llm/client';

/** Whether servers of this machine are looked for, as the configuration has it: they are, unless it says otherwise. */
export function looksForServers({ values }: Pick<ConfigShowResult, 'values'>): boolean {
  return values.find(({ path }) => path.join('.') === 'discovery.enabled')?.value !== false;
}
