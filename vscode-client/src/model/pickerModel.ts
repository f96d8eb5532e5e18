import type { ModelInfo, Pricing } from '@open-llm/client';
import { translateMessage } from '../messageTemplate.js';
import { echoProvider } from './echo.js';
import { providerNameOf, type NamedModel } from './providerNames.js';
import type { ConfigurationSchema, PickerModel } from './unstable.js';

/** Strings and icons that depend on the display language and the host. */
export interface PickerStrings {
  /** Translates a message and replaces its placeholders `{0}`, `{1}`, and so on. */
  readonly t: (message: string, ...args: (string | number)[]) => string;
  readonly warningIcon: PickerModel['statusIcon'];
}

/** The maximum number of tools in a request. Providers refuse requests with more tools. */
const maxTools = 128;

/** Converts models to the form in which VS Code lists them. */
export function toPickerModels(models: readonly NamedModel[], words: PickerStrings): PickerModel[] {
  return models.map((model) => ({
    ...toPickerModel(model, words),
    // VS Code preselects the first selectable model. Users should not get the built-in echo model unless they choose it
    // in the Open LLM chat.
    isUserSelectable: model.provider !== echoProvider,
  }));
}

/**
 * Converts a model to the form in which VS Code lists it. VS Code remembers by ID whether the user hid, pinned, or
 * chose a model, so an ID must never change.
 */
export function toPickerModel(model: NamedModel, words: PickerStrings): PickerModel {
  const { limits, capabilities } = model;
  return {
    id: model.id,
    name: model.name,
    // The VS Code chat chooses its prompt and edit tools by the family, so this must be the actual family of the model.
    family: model.family,
    version: model.model,
    detail: providerNameOf(model),
    tooltip: tooltipOf(model, words),
    maxInputTokens: limits.maxInputTokens,
    maxOutputTokens: limits.maxOutputTokens,
    capabilities: {
      imageInput: capabilities.vision,
      toolCalling: capabilities.tools ? maxTools : false,
    },
    isUserSelectable: true,
    ...(model.pricing ? { pricing: formatPricing(model.pricing, words) } : {}),
    ...(model.warning === undefined
      ? {}
      : { statusIcon: words.warningIcon, warningText: { open_llm_warning: warningOf(model, words) } }),
    ...(capabilities.reasoningEfforts.length > 0
      ? { configurationSchema: effortSchema(capabilities.reasoningEfforts, words) }
      : {}),
  };
}

/** Returns the tooltip as one line, as the picker shows it: `200K context · tools · vision · limits assumed`. */
function tooltipOf(model: ModelInfo, words: PickerStrings): string {
  const { limits, capabilities, sources } = model;
  return [
    warningOf(model, words),
    words.t('{0} context', formatTokens(limits.contextTokens)),
    capabilities.tools && words.t('tools'),
    capabilities.vision && words.t('vision'),
    capabilities.files && words.t('PDF'),
    capabilities.reasoning && words.t('reasoning'),
    !capabilities.streaming && words.t('no streaming'),
    model.pricing && formatPricing(model.pricing, words),
    sources['limits.contextTokens']?.startsWith('assumed') && words.t('limits assumed'),
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
}

function warningOf({ warning = '', warningTemplate }: ModelInfo, words: PickerStrings): string {
  return translateMessage(warning, warningTemplate, words.t);
}

/**
 * Returns the prices in dollars as text. The VS Code cost fields (`inputCost` and others) are in GitHub credits, of
 * which these models use none.
 */
function formatPricing(pricing: Pricing, words: PickerStrings): string {
  return pricing.input === 0 && pricing.output === 0
    ? words.t('Free')
    : words.t('{0} in, {1} out per 1M tokens', formatDollars(pricing.input), formatDollars(pricing.output));
}

function formatDollars(amount: number): string {
  return `$${amount.toFixed(amount > 0 && amount < 0.1 ? 4 : 2)}`;
}

function formatTokens(count: number): string {
  if (count >= 1_000_000) {
    return `${formatNumber(count / 1_000_000)}M`;
  }
  return count >= 1000 ? `${formatNumber(count / 1000)}K` : String(count);
}

function formatNumber(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

/** The value that is selected if the user keeps the provider's default. */
const providerDefault = 'default';

function effortSchema(efforts: readonly string[], words: PickerStrings): ConfigurationSchema {
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
        enumDescriptions: [words.t('Provider default'), ...efforts.map(() => '')],
        default: providerDefault,
        group: 'navigation',
      },
    },
  };
}
