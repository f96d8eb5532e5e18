import { randomBytes } from 'node:crypto';

/** The parts of a page's HTML. */
export interface DocumentParts {
  readonly title: string;
  /** BCP 47, for screen readers. */
  readonly language: string;
  readonly script: string;
  readonly styles: readonly string[];
  /** The page's translations, by their English texts; empty for English. */
  readonly translations: Readonly<Record<string, string>>;
  /** The origin from which VS Code serves local files of this web view. */
  readonly source: string;
}

/**
 * The HTML of a page. No remote content, no inline script without the nonce, no inline style: components bring their
 * styles as constructed style sheets.
 */
export function documentOf(parts: DocumentParts): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${parts.source}`,
    `font-src ${parts.source}`,
    `img-src ${parts.source} data: blob:`,
  ].join('; ');
  const styles = parts.styles.map((href) => {
    // vscode-elements' icons look for the style sheet of the codicons by this id.
    const id = href.endsWith('codicon.css') ? ' id="vscode-codicon-stylesheet"' : '';
    return `<link rel="stylesheet"${id} href="${attribute(href)}">`;
  });
  return `<!DOCTYPE html>
<html lang="${attribute(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${attribute(parts.title)}</title>
${styles.join('\n')}
</head>
<body>
<script type="application/json" id="translations">${JSON.stringify(parts.translations).replace(/</g, '\\u003c')}</script>
<script type="module" nonce="${nonce}" src="${attribute(parts.script)}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
