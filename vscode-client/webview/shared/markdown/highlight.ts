import highlighter from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { css as style } from 'lit';

const languages = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  lua,
  makefile,
  markdown,
  php,
  powershell,
  python,
  ruby,
  rust,
  shell,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) {
  highlighter.registerLanguage(name, language);
}

/** The maximum length of highlighted code, in characters. Highlighting longer code would block the page. */
const maxLength = 60_000;

/** Returns code as HTML with `hljs-` classes, or undefined if the language is unknown or the code is too long. */
export function highlight(code: string, language: string): string | undefined {
  if (code.length > maxLength || !highlighter.getLanguage(language)) {
    return undefined;
  }
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}

/**
 * The styles of the highlighting classes. They use the colors for values in the VS Code debugger, which every theme
 * defines.
 */
export const highlightColors = style`
  .hljs-comment,
  .hljs-quote,
  .hljs-meta {
    color: var(--vscode-descriptionForeground);
  }
  .hljs-keyword,
  .hljs-literal,
  .hljs-selector-tag,
  .hljs-name,
  .hljs-tag,
  .hljs-doctag {
    color: var(--vscode-debugTokenExpression-boolean, var(--vscode-textLink-foreground));
  }
  .hljs-string,
  .hljs-regexp,
  .hljs-deletion {
    color: var(--vscode-debugTokenExpression-string, var(--vscode-chat-editedFileForeground));
  }
  .hljs-number,
  .hljs-symbol,
  .hljs-addition {
    color: var(--vscode-debugTokenExpression-number, var(--vscode-chat-linesAddedForeground));
  }
  .hljs-title,
  .hljs-section,
  .hljs-attr,
  .hljs-attribute,
  .hljs-selector-class,
  .hljs-selector-id {
    color: var(--vscode-debugTokenExpression-name, var(--vscode-foreground));
  }
  .hljs-section,
  .hljs-strong {
    font-weight: 600;
  }
  .hljs-emphasis {
    font-style: italic;
  }
`;
