import type { ConfigShowResult, ConfigShowResultPlace, ConfigTarget } from '@open-llm/client';
import { t } from '../shared/l10n.js';

/** Where a user can write configuration, as the options of a choice. */
export const targets: readonly ConfigTarget[] = [
  { level: 'user', store: 'native' },
  { level: 'user', store: 'vscode' },
  { level: 'workspace', store: 'native' },
  { level: 'workspace', store: 'vscode' },
];

export function targetName({ level, store }: ConfigTarget): string {
  if (level === 'user') {
    return store === 'native' ? t('My config file') : t('My VS Code settings');
  }
  return store === 'native' ? t('This workspace’s config file') : t('This workspace’s settings');
}

export function isSame(one: ConfigTarget, other: ConfigTarget): boolean {
  return one.level === other.level && one.store === other.store;
}

/** The place as it is read now; undefined when the source or level of the configuration leaves it out. */
export function placeOf(target: ConfigTarget, shown: ConfigShowResult | undefined): ConfigShowResultPlace | undefined {
  return shown?.places.find((place) => place.target && isSame(place.target, target));
}

/** The place a provider is written to, from what the server says of it: a file and line, or VS Code's settings. */
export function targetOf(source: string | undefined, shown: ConfigShowResult | undefined): ConfigTarget | undefined {
  if (source === 'VS Code settings') {
    return { level: 'user', store: 'vscode' };
  }
  if (source === 'VS Code settings of the workspace') {
    return { level: 'workspace', store: 'vscode' };
  }
  return shown?.places.find(({ file }) => file !== undefined && source?.startsWith(`${file}:`))?.target;
}

/** Where new things go: the first place that is read, the user's own before the workspace's. */
export function firstRead(shown: ConfigShowResult | undefined): ConfigTarget {
  return targets.find((target) => placeOf(target, shown)) ?? { level: 'user', store: 'native' };
}
