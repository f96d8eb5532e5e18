import { randomBytes } from 'node:crypto';

/** The parts of the HTML document of a page. */
export interface DocumentOptions {
  readonly title: string;
  /** The BCP 47 language tag, for screen readers. */
  readonly language: string;
  readonly script: string;
  readonly styles: readonly string[];
  /** The translations for the page, by English string; empty for English. */
  readonly translations: Readonly<Record<string, string>>;
  /** The origin from which VS Code serves local files to this web view. */
  readonly cspSource: string;
}

/**
 * Returns the HTML document of a page. It allows no remote content, no inline scripts without the nonce, and no inline
 * styles. Components provide their styles as constructed style sheets.
 */
export function renderDocument(options: DocumentOptions): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${options.cspSource}`,
    `font-src ${options.cspSource}`,
    `img-src ${options.cspSource} data: blob:`,
  ].join('; ');
  const styles = options.styles.map((href) => {
    // The icons of vscode-elements search for the codicon style sheet by this ID.
    const id = href.endsWith('codicon.css') ? ' id="vscode-codicon-stylesheet"' : '';
    return `<link rel="stylesheet"${id} href="${escapeAttribute(href)}">`;
  });
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(options.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeAttribute(options.title)}</title>
${styles.join('\n')}
</head>
<body>
<script type="application/json" id="translations">${JSON.stringify(options.translations).replace(/</g, '\\u003c')}</script>
<script type="module" nonce="${nonce}" src="${escapeAttribute(options.script)}"></script>
</body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
