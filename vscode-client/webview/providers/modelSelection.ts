import type { ConfigEdit, ConfigShowResult, ModelInfo } from '@open-llm/client';

/** The part of the configuration that determines which models of a provider are offered. */
export interface ModelSelection {
  /** Whether all models that the provider lists are offered in addition to the configured ones. */
  readonly all: boolean;
  readonly named: readonly string[];
  readonly exclude: readonly string[];
  /** Whether the configuration specifies models. If not, all models are offered. */
  readonly stated: boolean;
}

export function modelSelectionOf(provider: string, config: ConfigShowResult | undefined): ModelSelection {
  const readList = (field: string): readonly string[] | undefined => {
    const value = config?.values.find(
      ({ path }) => path.length === 3 && path[0] === 'providers' && path[1] === provider && path[2] === field,
    )?.value;
    return Array.isArray(value) ? value.map(String) : undefined;
  };
  const models = readList('models');
  return {
    all: models === undefined || models.includes('all'),
    stated: models !== undefined,
    named: (models ?? []).filter((model) => model !== 'all'),
    exclude: readList('exclude') ?? [],
  };
}

/**
 * Returns the configuration edits that offer or exclude models of a provider, without changing the configuration of its
 * other models. A model that is excluded by a pattern is offered by adding its name.
 */
export function editsFor(
  provider: string,
  selection: ModelSelection,
  models: readonly ModelInfo[],
  offer: boolean,
): ConfigEdit[] {
  const ids = models.map(({ model }) => model);
  return offer ? includeEdits(provider, selection, ids) : excludeEdits(provider, selection, ids);
}

/**
 * Returns the configuration edits that set or reset the context size of a model, without changing which models are
 * offered.
 */
export function contextEdits(
  provider: string,
  { stated }: ModelSelection,
  { model }: ModelInfo,
  tokens: number | undefined,
): ConfigEdit[] {
  const models = ['providers', provider, 'models'];
  if (tokens === undefined) {
    return [{ path: [...models, model, 'contextTokens'] }];
  }
  return stated
    ? [{ path: [...models, model, 'contextTokens'], value: tokens }]
    : [{ path: models, value: ['all', { id: model, contextTokens: tokens }] }];
}

function includeEdits(provider: string, selection: ModelSelection, ids: readonly string[]): ConfigEdit[] {
  const excludedByName = new Set(selection.all ? selection.exclude : []);
  const toInclude = ids.filter((id) => !excludedByName.has(id) && !selection.named.includes(id));
  const exclude = selection.exclude.filter((pattern) => !ids.includes(pattern));
  return [
    ...(exclude.length < selection.exclude.length ? [excludePatternsEdit(provider, exclude)] : []),
    ...toInclude.map((id) => ({ path: ['providers', provider, 'models', id], value: { id } })),
  ];
}

function excludeEdits(provider: string, selection: ModelSelection, ids: readonly string[]): ConfigEdit[] {
  const exclude = [...selection.exclude, ...ids.filter((id) => !selection.exclude.includes(id))];
  return [
    ...ids.filter((id) => selection.named.includes(id)).map((id) => ({ path: ['providers', provider, 'models', id] })),
    ...(selection.all && exclude.length > selection.exclude.length ? [excludePatternsEdit(provider, exclude)] : []),
  ];
}

function excludePatternsEdit(provider: string, patterns: readonly string[]): ConfigEdit {
  const path = ['providers', provider, 'exclude'];
  return patterns.length === 0 ? { path } : { path, value: patterns };
}
