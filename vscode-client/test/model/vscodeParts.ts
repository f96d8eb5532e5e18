import type { PartConstructors } from '../../src/model/unstable.js';

/** Parts that have the same shape as the VS Code classes, which exist only inside VS Code. */

export class TextPart {
  constructor(readonly value: string) {}
}

export class ThinkingPart {
  constructor(
    readonly value: string | string[],
    readonly id?: string,
    readonly metadata?: Readonly<Record<string, unknown>>,
  ) {}
}

export class ToolCallPart {
  constructor(
    readonly callId: string,
    readonly name: string,
    readonly input: object,
  ) {}
}

export class ToolResultPart {
  constructor(
    readonly callId: string,
    readonly content: unknown[],
    readonly isError?: boolean,
  ) {}
}

export class PromptTsxPart {
  constructor(readonly value: unknown) {}
}

export class DataPart {
  readonly mimeType: string;
  readonly data: Uint8Array;

  constructor(data: Uint8Array, mimeType: string) {
    this.data = data;
    this.mimeType = mimeType;
  }
}

export const constructors = {
  LanguageModelTextPart: TextPart,
  LanguageModelToolCallPart: ToolCallPart,
  LanguageModelDataPart: DataPart,
  LanguageModelThinkingPart: ThinkingPart,
} as unknown as PartConstructors;

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
