let translations: Readonly<Record<string, string>> | undefined;

/**
 * A text of a page in the language of VS Code, with its `{0}`, `{1}` filled in. The English text is the key, as with
 * `vscode.l10n.t`, and both are translated in the same file: `l10n/bundle.l10n.<language>.json`. The text has to be a
 * literal in the call itself, so that the tests find it.
 */
export function t(text: string, ...values: readonly (string | number)[]): string {
  translations ??= fromDocument();
  return (translations[text] ?? text).replace(/\{(\d+)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));
}

/** The language of the page's texts, for the numbers and times in them. */
export function language(): string {
  return document.documentElement.lang;
}

/** The host writes the translations into the document, so that they are available before anything is drawn. */
function fromDocument(): Readonly<Record<string, string>> {
  return JSON.parse(document.getElementById('translations')?.textContent ?? '{}') as Record<string, string>;
}
