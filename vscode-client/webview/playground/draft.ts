import type { PlayModel, Prompt, PromptImage, Run } from '../../src/playground/run.js';
import { noParameters, optionsOf, textsOf, type ParameterTexts } from './parameters.js';

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
  parameters: noParameters,
};

/** A model of the next run, and the index of the column in the shown run in which the model responded, if any. */
export interface Slot {
  readonly model: PlayModel;
  readonly index?: number;
}

/** The state that the page saves while it is hidden. */
export interface Kept {
  readonly draft: Draft;
  readonly slots: readonly Slot[];
  readonly run?: string;
}

/** Reads the prompt. Fails with a message for the user if the content of a field cannot be sent. */
export function promptOf({ system, text, images, tools, toolChoice, parameters }: Draft): Prompt {
  return { system, text, images, tools, toolChoice, options: optionsOf(parameters) };
}

export function draftOf({ system, text, images, tools, toolChoice, options }: Prompt): Draft {
  return { system, text, images, tools, toolChoice, parameters: textsOf(options) };
}

export function slotsOf(run: Run): Slot[] {
  return run.columns.map(({ model }, index) => ({ model, index }));
}
