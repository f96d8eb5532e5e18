import type { ConfigEdit, ConfigShowResult, ModelInfo } from '@open-llm/client';

/** The part of the configuration that determines which models of a provider are offered. */
export interface ModelChoice {
  /** Whether all models that the provider lists are offered in addition to the configured ones. */
  readonly all: boolean;
  readonly named: readonly string[];
  readonly exclude: readonly string[];
  /** Whether the configuration specifies models. If not, all models are offered. */
  readonly stated: boolean;
}

export function choiceOf(provider: string, shown: ConfigShowResult | undefined): ModelChoice {
  const said = (field: string): readonly string[] | undefined => {
    const found = shown?.values.find(
      ({ path }) => path.length === 3 && path[0] === 'providers' && path[1] === provider && path[2] === field,
    )?.value;
    return Array.isArray(found) ? found.map(String) : undefined;
  };
  const models = said('models');
  return {
    all: models === undefined || models.includes('all'),
    stated: models !== undefined,
    named: (models ?? []).filter((model) => model !== 'all'),
    exclude: said('exclude') ?? [],
  };
}

/**
 * Returns the configuration edits that offer or exclude models of a provider, without changing the configuration of its
 * other models. A model that is excluded by a pattern is offered by adding its name.
 */
export function editsFor(
  provider: string,
  choice: ModelChoice,
  models: readonly ModelInfo[],
  offer: boolean,
): ConfigEdit[] {
  const ids = models.map(({ model }) => model);
  return offer ? offering(provider, choice, ids) : leavingOut(provider, choice, ids);
}

/**
 * Returns the configuration edits that set or reset the context size of a model, without changing which models are
 * offered.
 */
export function contextEdits(
  provider: string,
  { stated }: ModelChoice,
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

function offering(provider: string, choice: ModelChoice, ids: readonly string[]): ConfigEdit[] {
  const excludedByName = new Set(choice.all ? choice.exclude : []);
  const toName = ids.filter((id) => !excludedByName.has(id) && !choice.named.includes(id));
  const exclude = choice.exclude.filter((pattern) => !ids.includes(pattern));
  return [
    ...(exclude.length < choice.exclude.length ? [excluding(provider, exclude)] : []),
    ...toName.map((id) => ({ path: ['providers', provider, 'models', id], value: { id } })),
  ];
}

function leavingOut(provider: string, choice: ModelChoice, ids: readonly string[]): ConfigEdit[] {
  const exclude = [...choice.exclude, ...ids.filter((id) => !choice.exclude.includes(id))];
  return [
    ...ids.filter((id) => choice.named.includes(id)).map((id) => ({ path: ['providers', provider, 'models', id] })),
    ...(choice.all && exclude.length > choice.exclude.length ? [excluding(provider, exclude)] : []),
  ];
}

function excluding(provider: string, patterns: readonly string[]): ConfigEdit {
  const path = ['providers', provider, 'exclude'];
  return patterns.length === 0 ? { path } : { path, value: patterns };
}
