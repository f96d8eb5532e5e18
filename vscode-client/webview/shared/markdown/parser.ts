import MarkdownIt from 'markdown-it';
import { mathRules } from './mathRules.js';

/**
 * Parses Markdown as models write it. Raw HTML is treated as text. Images become links because the page loads no remote
 * content, and the URL of an image could contain parts of the conversation.
 */
export const parser = new MarkdownIt({ html: false, linkify: true }).use(mathRules);

parser.renderer.rules['image'] = ([...tokens], index) => {
  const token = tokens[index];
  const url = String(token?.attrGet('src') ?? '');
  const text = token?.content || url;
  return /^https?:/i.test(url)
    ? `<a href="${parser.utils.escapeHtml(url)}">${parser.utils.escapeHtml(text)}</a>`
    : parser.utils.escapeHtml(text);
};

// This renders code blocks inside lists and quotes. Top-level code blocks are rendered elsewhere.
for (const rule of ['fence', 'code_block']) {
  parser.renderer.rules[rule] = (tokens, index) => {
    const token = tokens[index];
    const language = parser.utils.escapeHtml(languageOf(token?.info ?? ''));
    return `<open-llm-code-block language="${language}">${parser.utils.escapeHtml(token?.content ?? '')}</open-llm-code-block>`;
  };
}

// The content security policy of the page forbids style attributes, which tables use for alignment.
for (const rule of ['th_open', 'td_open']) {
  parser.renderer.rules[rule] = (tokens, index, options, _, renderer) => {
    const token = tokens[index];
    const alignment = /text-align:(\w+)/.exec(String(token?.attrGet('style') ?? ''))?.[1];
    if (token) {
      token.attrs = alignment === undefined ? [] : [['align', alignment]];
    }
    return renderer.renderToken(tokens, index, options);
  };
}

// Tasks in a list are rendered as check boxes.
parser.core.ruler.after('inline', 'tasks', ({ tokens }) => {
  tokens.forEach(({ children }, index) => {
    const text = children?.[0];
    if (text?.type === 'text' && tokens[index - 2]?.type === 'list_item_open') {
      text.content = text.content.replace(/^\[ \] /, '☐ ').replace(/^\[[xX]\] /, '☑ ');
    }
  });
});

/** Returns the language in the info string of a fence, such as `ts` in `ts title="a.ts"`. */
export function languageOf(info: string): string {
  return (
    parser.utils
      .unescapeAll(info)
      .trim()
      .split(/[\s{,:]/)[0]
      ?.toLowerCase() ?? ''
  );
}
