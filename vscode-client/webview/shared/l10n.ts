let translations: Readonly<Record<string, string>> | undefined;

/**
 * Translates a string of a page to the VS Code display language and replaces `{0}`, `{1}`, and so on. The English
 * string identifies the translation, as with `vscode.l10n.t`, and all translations are in the same file:
 * `l10n/bundle.l10n.<language>.json`. The string must be a literal in the call, so the tests can find it.
 */
export function t(text: string, ...values: readonly (string | number)[]): string {
  translations ??= readTranslations();
  return (translations[text] ?? text).replace(/\{(\d+)\}/g, (placeholder, index: string) =>
    String(values[Number(index)] ?? placeholder),
  );
}

/** The language of the strings on the page, which is used to format numbers and times in them. */
export function language(): string {
  return document.documentElement.lang;
}

/**
 * Reads the translations from the document. The host writes them there, so they are available before anything is
 * rendered.
 */
function readTranslations(): Readonly<Record<string, string>> {
  return JSON.parse(document.getElementById('translations')?.textContent ?? '{}') as Record<string, string>;
}
