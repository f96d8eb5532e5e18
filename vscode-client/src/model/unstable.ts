import type * as vscode from 'vscode';

/**
 * What stable VS Code passes and accepts at run time although its typings do not declare it: the only file that depends
 * on it. Read in the source of VS Code 1.127 to 1.139 (`extHostLanguageModels.ts`).
 */

/** `vscode.LanguageModelThinkingPart`: exported, and accepted as a part of a response, without a proposal. */
export type ThinkingPartConstructor = new (
  value: string,
  id?: string,
  metadata?: Readonly<Record<string, unknown>>,
) => object;

/** The classes of response parts. */
export interface PartConstructors {
  readonly LanguageModelTextPart: typeof vscode.LanguageModelTextPart;
  readonly LanguageModelToolCallPart: typeof vscode.LanguageModelToolCallPart;
  readonly LanguageModelDataPart: typeof vscode.LanguageModelDataPart;
  readonly LanguageModelThinkingPart?: ThinkingPartConstructor;
}

/** The parts of a response, including reasoning parts. */
export type ReportedPart = vscode.LanguageModelResponsePart | object;

/** The options of a request as they actually arrive. */
export interface RequestOptions extends vscode.ProvideLanguageModelChatResponseOptions {
  /** The user's choice in the picker's menu, by `configurationSchema`; VS Code does not validate it. */
  readonly modelConfiguration?: Readonly<Record<string, unknown>>;
  /** Id of the requesting extension, or `core`. */
  readonly requestInitiator?: string;
}

/** The options of a listing as they actually arrive. */
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
