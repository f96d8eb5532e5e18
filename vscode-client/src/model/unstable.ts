import type * as vscode from 'vscode';

/**
 * Declarations that stable VS Code passes and accepts at run time although they are missing from its type definitions.
 * This is the only file that depends on them. They were read in the source code of VS Code 1.127 to 1.139
 * (`extHostLanguageModels.ts`).
 */

/**
 * `vscode.LanguageModelThinkingPart`, which stable VS Code exports and accepts as a part of a response without an
 * enabled proposal.
 */
export type ThinkingPartConstructor = new (
  value: string,
  id?: string,
  metadata?: Readonly<Record<string, unknown>>,
) => object;

/** The constructors of response parts. */
export interface PartConstructors {
  readonly LanguageModelTextPart: typeof vscode.LanguageModelTextPart;
  readonly LanguageModelToolCallPart: typeof vscode.LanguageModelToolCallPart;
  readonly LanguageModelDataPart: typeof vscode.LanguageModelDataPart;
  readonly LanguageModelThinkingPart?: ThinkingPartConstructor;
}

/** The parts of a response, including reasoning parts. */
export type ReportedPart = vscode.LanguageModelResponsePart | object;

/** The options of a request, as VS Code passes them at run time. */
export interface RequestOptions extends vscode.ProvideLanguageModelChatResponseOptions {
  /**
   * The user's choices in the menu of the model picker, as defined by `configurationSchema`. VS Code does not validate
   * them.
   */
  readonly modelConfiguration?: Readonly<Record<string, unknown>>;
  /** The ID of the requesting extension, or `core`. */
  readonly requestInitiator?: string;
}

/** The options of a listing, as VS Code passes them at run time. */
export interface ListingOptions extends vscode.PrepareLanguageModelChatModelOptions {
  /** The values of a group that was added with Add Models. Absent if the models without a group are listed. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** A model entry with the fields that the model picker and the Language Models editor read. */
export interface PickerModel extends vscode.LanguageModelChatInformation {
  readonly isUserSelectable: boolean;
  readonly statusIcon?: vscode.ThemeIcon;
  readonly pricing?: string;
  readonly warningText?: Readonly<Record<string, string>>;
  readonly configurationSchema?: ConfigurationSchema;
}

/** The choices in the menu of a model in the model picker. */
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
