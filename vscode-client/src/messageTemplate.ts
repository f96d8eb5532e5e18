import type { ErrorInfo, MessageTemplate } from '@open-llm/client';

/** Translates an English message, as `vscode.l10n.t` does. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

/**
 * Translates the template of a message from the server and fills it in. A message without a template, such as a
 * provider message, is returned unchanged.
 */
export function translateMessage(english: string, template: MessageTemplate | undefined, translate: Translate): string {
  return template ? fillTemplate(template, translate) : english;
}

/** Returns the translated message and hint of an error. The hint can be empty. */
export function translateError(
  { message, messageTemplate, hint, hintTemplate }: ErrorInfo,
  translate: Translate,
): [message: string, hint: string] {
  return [translateMessage(message, messageTemplate, translate), translateMessage(hint ?? '', hintTemplate, translate)];
}

/** Returns the arguments of a template. Arguments that are templates are translated. */
export function translateArguments(
  template: MessageTemplate | undefined,
  translate: Translate,
): readonly (string | number)[] {
  return (template?.args ?? []).map((arg) => (typeof arg === 'object' ? fillTemplate(arg, translate) : arg));
}

function fillTemplate(template: MessageTemplate, translate: Translate): string {
  return translate(template.template, ...translateArguments(template, translate));
}
