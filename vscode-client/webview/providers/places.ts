import type { ConfigShowResult, ConfigShowResultPlace, ConfigTarget } from '@open-llm/client';
import { t } from '../shared/l10n.js';

/** The sources to which a user can write configuration, as options of a selection list. */
export const targets: readonly ConfigTarget[] = [
  { level: 'user', store: 'native' },
  { level: 'user', store: 'vscode' },
  { level: 'workspace', store: 'native' },
  { level: 'workspace', store: 'vscode' },
];

export function targetName({ level, store }: ConfigTarget): string {
  if (level === 'user') {
    return store === 'native' ? t('My configuration file') : t('My VS Code settings');
  }
  return store === 'native' ? t('This workspace’s configuration file') : t('This workspace’s VS Code settings');
}

export function isSameTarget(one: ConfigTarget, other: ConfigTarget): boolean {
  return one.level === other.level && one.store === other.store;
}

/** Returns the source if it is currently read, or undefined if the source setting excludes it. */
export function sourceOf(
  target: ConfigTarget,
  config: ConfigShowResult | undefined,
): ConfigShowResultPlace | undefined {
  return config?.places.find((source) => source.target && isSameTarget(source.target, target));
}

/**
 * Returns the source to which a provider is written. It is derived from the description that the server returned: a
 * file and a line, or the VS Code settings.
 */
export function targetOf(source: string | undefined, config: ConfigShowResult | undefined): ConfigTarget | undefined {
  if (source === 'VS Code settings') {
    return { level: 'user', store: 'vscode' };
  }
  if (source === 'VS Code workspace settings') {
    return { level: 'workspace', store: 'vscode' };
  }
  return config?.places.find(({ file }) => file !== undefined && source?.startsWith(`${file}:`))?.target;
}

/**
 * Returns the source to which new values are written: the first source that is read. User sources precede workspace
 * sources.
 */
export function defaultTarget(config: ConfigShowResult | undefined): ConfigTarget {
  return targets.find((target) => sourceOf(target, config)) ?? { level: 'user', store: 'native' };
}
