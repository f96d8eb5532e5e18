import type { ModelInfo, Pricing } from '@open-llm/client';
import { translated } from '../messageTemplate.js';
import { echoProvider } from './echo.js';
import { providerNameOf, type ShownModel } from './providerNames.js';
import type { ConfigurationSchema, PickerModel } from './unstable.js';

/** Texts and icons that depend on language and host. */
export interface PickerWords {
  /** Translates, with `{0}`, `{1}`, … replaced. */
  readonly t: (message: string, ...args: (string | number)[]) => string;
  readonly warningIcon: PickerModel['statusIcon'];
}

/** The number of tools in one request above which providers refuse it. */
const mostTools = 128;

/** The models as VS Code lists them. */
export function toPickerModels(models: readonly ShownModel[], words: PickerWords): PickerModel[] {
  return models.map((model) => ({
    ...toPickerModel(model, words),
    // VS Code preselects the first model it finds: no user is to talk to Echo without having chosen it, in Open LLM's
    // own chat.
    isUserSelectable: model.provider !== echoProvider,
  }));
}

/** VS Code remembers what the user did with a model (hidden, pinned, chosen) by its id: ids never change. */
export function toPickerModel(model: ShownModel, words: PickerWords): PickerModel {
  const { limits, capabilities } = model;
  return {
    id: model.id,
    name: model.name,
    // VS Code's chat chooses its prompt and edit tools by the family, so it must be the actual model's.
    family: model.family,
    version: model.model,
    detail: providerNameOf(model),
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

/** In one line, because the picker shows it as one: `200K context · tools · vision · limits assumed`. */
function tooltipOf(model: ModelInfo, words: PickerWords): string {
  const { limits, capabilities, sources } = model;
  return [
    warningOf(model, words),
    words.t('{0} context', tokens(limits.contextTokens)),
    capabilities.tools && words.t('tools'),
    capabilities.vision && words.t('vision'),
    capabilities.files && words.t('PDF'),
    capabilities.reasoning && words.t('reasoning'),
    !capabilities.streaming && words.t('no streaming'),
    model.pricing && pricingText(model.pricing, words),
    sources['limits.contextTokens']?.startsWith('assumed') && words.t('limits assumed'),
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
}

function warningOf({ warning = '', warningTemplate }: ModelInfo, words: PickerWords): string {
  return translated(warning, warningTemplate, words.t);
}

/**
 * Dollars as text. VS Code's own cost fields (`inputCost`, …) are in GitHub's credits, in which these models cost
 * nothing.
 */
function pricingText(pricing: Pricing, words: PickerWords): string {
  return pricing.input === 0 && pricing.output === 0
    ? words.t('Free')
    : words.t('{0} in, {1} out per 1M tokens', dollars(pricing.input), dollars(pricing.output));
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

/** Chosen when the user keeps the provider's default. */
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
        enumDescriptions: [words.t('Provider default'), ...efforts.map(() => '')],
        default: providerDefault,
        group: 'navigation',
      },
    },
  };
}
