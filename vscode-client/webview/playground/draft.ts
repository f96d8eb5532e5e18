import type { PlayModel, Prompt, PromptImage, Run } from '../../src/playground/run.js';
import { emptyParameters, parseOptions, formatOptions, type ParameterTexts } from './parameters.js';

/** The next prompt, as entered in the fields of the page. */
export interface Draft {
  readonly system: string;
  readonly text: string;
  readonly images: readonly PromptImage[];
  readonly tools: readonly string[];
  readonly toolChoice: Prompt['toolChoice'];
  readonly parameters: ParameterTexts;
}

export const emptyDraft: Draft = {
  system: '',
  text: '',
  images: [],
  tools: [],
  toolChoice: 'auto',
  parameters: emptyParameters,
};

/** A model of the next run, and the index of the column in the shown run in which the model responded, if any. */
export interface Slot {
  readonly model: PlayModel;
  readonly index?: number;
}

/** The state that the page saves while it is hidden. */
export interface SavedState {
  readonly draft: Draft;
  readonly slots: readonly Slot[];
  readonly run?: string;
}

/** Reads the prompt. Fails with a message for the user if the content of a field cannot be sent. */
export function toPrompt({ system, text, images, tools, toolChoice, parameters }: Draft): Prompt {
  return { system, text, images, tools, toolChoice, options: parseOptions(parameters) };
}

export function toDraft({ system, text, images, tools, toolChoice, options }: Prompt): Draft {
  return { system, text, images, tools, toolChoice, parameters: formatOptions(options) };
}

export function toSlots(run: Run): Slot[] {
  return run.columns.map(({ model }, index) => ({ model, index }));
}
