import type * as vscode from 'vscode';

/**
 * What stable VS Code hands over and honors at run time although its typings do not say so: the one place that
 * knows. Read in the source of VS Code 1.127 to 1.139 (`extHostLanguageModels.ts`).
 */

/** `vscode.LanguageModelThinkingPart`: exported, and accepted as a piece of an answer, without a proposal. */
export type ThinkingPartConstructor = new (
  value: string,
  id?: string,
  metadata?: Readonly<Record<string, unknown>>,
) => object;

/** The classes an answer is made of. */
export interface PartConstructors {
  readonly LanguageModelTextPart: typeof vscode.LanguageModelTextPart;
  readonly LanguageModelToolCallPart: typeof vscode.LanguageModelToolCallPart;
  readonly LanguageModelDataPart: typeof vscode.LanguageModelDataPart;
  readonly LanguageModelThinkingPart?: ThinkingPartConstructor;
}

/** An answer's pieces, thinking parts among them. */
export type ReportedPart = vscode.LanguageModelResponsePart | object;

/** The options of a request as they really arrive. */
export interface RequestOptions extends vscode.ProvideLanguageModelChatResponseOptions {
  /** What the user chose in the picker's menu, by `configurationSchema`; VS Code does not check it. */
  readonly modelConfiguration?: Readonly<Record<string, unknown>>;
  /** Id of the extension that asks, or `core`. */
  readonly requestInitiator?: string;
}

/** The options of a listing as they really arrive. */
export interface ListingOptions extends vscode.PrepareLanguageModelChatModelOptions {
  /** The values of a group that was added with Add Models; absent for the listing without a group. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** A model's entry with the fields that the picker and the Language Models editor read. */
export interface PickerModel extends vscode.LanguageModelChatInformation {
  readonly isUserSelectable: boolean;
  readonly statusIcon?: vscode.ThemeIcon;
  readonly pricing?: string;
  readonly warningText?: Readonly<Record<string, string>>;
  readonly configurationSchema?: ConfigurationSchema;
}

/** Choices shown in the picker's menu of a model. */
export interface ConfigurationSchema {
  readonly properties: Readonly<
    Record<
      string,
      {
        readonly type: 'string';
        readonly title: string;
        readonly enum: readonly string[];
        readonly enumItemLabels: readonly string[];
        readonly enumDescriptions: readonly string[];
        readonly default: string;
        readonly group: 'navigation';
      }
    >
  >;
}
