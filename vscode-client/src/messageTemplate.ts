import type { ErrorInfo, MessageTemplate } from '@open-llm/client';

/** Translates a text by its English, as `vscode.l10n.t` does. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

/**
 * A text of the server in the language of VS Code: its template is translated and filled in. A text without one, such
 * as a provider's own, is shown unchanged.
 */
export function translated(english: string, template: MessageTemplate | undefined, translate: Translate): string {
  return template ? filled(template, translate) : english;
}

/** The message of an error and its hint, or an empty text. */
export function translatedError(
  { message, messageTemplate, hint, hintTemplate }: ErrorInfo,
  translate: Translate,
): [message: string, hint: string] {
  return [translated(message, messageTemplate, translate), translated(hint ?? '', hintTemplate, translate)];
}

/** What is filled into a template, translated where it is a template itself. */
export function argumentsOf(template: MessageTemplate | undefined, translate: Translate): readonly (string | number)[] {
  return (template?.args ?? []).map((arg) => (typeof arg === 'object' ? filled(arg, translate) : arg));
}

function filled(template: MessageTemplate, translate: Translate): string {
  return translate(template.template, ...argumentsOf(template, translate));
}
