import type { ModelInfo, Pricing } from '@open-llm/client';
import { translated } from '../messageTemplate.js';
import { stateInLanguage } from '../serverTexts.js';
import { echoProvider } from './echo.js';
import type { ConfigurationSchema, PickerModel } from './unstable.js';

/** Words and icons that differ by language and host. */
export interface PickerWords {
  /** Translates, with `{0}`, `{1}`, … replaced. */
  readonly t: (message: string, ...args: (string | number)[]) => string;
  readonly warningIcon: PickerModel['statusIcon'];
}

/** The number of tools in one request above which providers refuse it. */
const mostTools = 128;

/** The models as VS Code lists them. */
export function toPickerModels(models: readonly ModelInfo[], words: PickerWords): PickerModel[] {
  return models.map((model) => ({
    ...toPickerModel(model, words),
    // VS Code preselects what it finds: nobody is to talk to Echo without having chosen it, in Open LLM's own chat.
    isUserSelectable: model.provider !== echoProvider,
  }));
}

/** VS Code keeps what the person did with a model (hidden, pinned, chosen) by its id: ids never change. */
export function toPickerModel(model: ModelInfo, words: PickerWords): PickerModel {
  const { limits, capabilities } = model;
  return {
    id: model.id,
    name: model.name,
    // VS Code's chat chooses its prompt and edit tools by the family: it must say what the model really is.
    family: model.family,
    version: model.model,
    detail: model.provider,
    tooltip: tooltipOf(model, words),
    maxInputTokens: limits.maxInputTokens,
    maxOutputTokens: limits.maxOutputTokens,
    capabilities: {
      imageInput: capabilities.vision,
      toolCalling: capabilities.tools ? mostTools : false,
    },
    isUserSelectable: true,
    ...(model.pricing ? { pricing: pricingText(model.pricing, words) } : {}),
    ...(model.warning === undefined
      ? {}
      : { statusIcon: words.warningIcon, warningText: { open_llm_warning: warningOf(model, words) } }),
    ...(capabilities.reasoningEfforts.length > 0
      ? { configurationSchema: effortSchema(capabilities.reasoningEfforts, words) }
      : {}),
  };
}

function tooltipOf(model: ModelInfo, words: PickerWords): string {
  const { limits, capabilities, sources } = model;
  const lines = [
    warningOf(model, words),
    words.t('{0} tokens in, {1} tokens out', tokens(limits.maxInputTokens), tokens(limits.maxOutputTokens)),
    capabilitiesText(model, words),
    model.pricing && pricingText(model.pricing, words),
    limitsSource(model, words),
    sources['capabilities.tools'] && words.t('Capabilities from {0}', sourceOf(model, 'capabilities.tools', words)),
    model.pricing && sources['pricing'] && words.t('Prices from {0}', sourceOf(model, 'pricing', words)),
    capabilities.streaming ? undefined : words.t('Answers come in one piece'),
  ];
  return lines.filter((line) => line !== undefined && line !== '').join('\n');
}

function limitsSource(model: ModelInfo, words: PickerWords): string | undefined {
  const field = 'limits.contextTokens';
  const source = model.sources[field];
  if (source === undefined) {
    return undefined;
  }
  return source.startsWith('assumed')
    ? words.t('Limits: {0}', sourceOf(model, field, words))
    : words.t('Limits from {0}', sourceOf(model, field, words));
}

function warningOf({ warning = '', warningTemplate }: ModelInfo, words: PickerWords): string {
  return warningTemplate ? translated(warning, warningTemplate, words.t) : stateInLanguage(warning, words.t);
}

function sourceOf({ sources, sourceTemplates }: ModelInfo, field: string, words: PickerWords): string {
  const source = sources[field] ?? '';
  const template = sourceTemplates?.[field];
  return template ? translated(source, template, words.t) : stateInLanguage(source, words.t);
}

function capabilitiesText({ capabilities }: ModelInfo, words: PickerWords): string {
  return [
    capabilities.tools && words.t('Tools'),
    capabilities.vision && words.t('Vision'),
    capabilities.files && words.t('PDF'),
    capabilities.reasoning && words.t('Thinking'),
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * Dollars as text. VS Code's cost fields beside it (`inputCost`, …) are in GitHub's credits, in which these models
 * cost nothing.
 */
function pricingText(pricing: Pricing, words: PickerWords): string {
  return pricing.input === 0 && pricing.output === 0
    ? words.t('Free')
    : words.t('{0} in · {1} out per 1M tokens', dollars(pricing.input), dollars(pricing.output));
}

function dollars(amount: number): string {
  return `$${amount.toFixed(amount > 0 && amount < 0.1 ? 4 : 2)}`;
}

function tokens(count: number): string {
  if (count >= 1_000_000) {
    return `${trimmed(count / 1_000_000)}M`;
  }
  return count >= 1000 ? `${trimmed(count / 1000)}K` : String(count);
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

/** Chosen when the person leaves the provider's own default. */
const providerDefault = 'default';

function effortSchema(efforts: readonly string[], words: PickerWords): ConfigurationSchema {
  return {
    properties: {
      reasoningEffort: {
        type: 'string',
        title: words.t('Thinking Effort'),
        enum: [providerDefault, ...efforts],
        enumItemLabels: [
          words.t('Default'),
          ...efforts.map((effort) => effort.charAt(0).toUpperCase() + effort.slice(1)),
        ],
        enumDescriptions: [words.t('As the provider decides'), ...efforts.map(() => '')],
        default: providerDefault,
        group: 'navigation',
      },
    },
  };
}
