import type MarkdownIt from 'markdown-it';

type Markdown = InstanceType<typeof MarkdownIt>;
type InlineState = Parameters<Parameters<Markdown['inline']['ruler']['push']>[1]>[0];
type BlockState = Parameters<Parameters<Markdown['block']['ruler']['push']>[1]>[0];

/** The delimiters of formulas, longer ones first. */
const delimiters = [
  { open: '$$', close: '$$', display: true },
  { open: '\\[', close: '\\]', display: true },
  { open: '\\(', close: '\\)', display: false },
  { open: '$', close: '$', display: false },
] as const;
type Delimiter = (typeof delimiters)[number];

/**
 * Recognizes TeX formulas as models write them: `$…$`, `$$…$$`, `\(…\)`, and `\[…\]`. Prices and variables are not
 * mistaken for formulas.
 */
export function mathRules(markdown: Markdown): void {
  markdown.inline.ruler.before('escape', 'math', inlineMath);
  markdown.block.ruler.before('fence', 'math', blockMath, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  const mathElement = (tex: string, display: boolean): string =>
    `<open-llm-math tex="${markdown.utils.escapeHtml(tex)}"${display ? ' display="block"' : ''}></open-llm-math>`;
  markdown.renderer.rules['math_inline'] = (tokens, index) => {
    const token = tokens[index];
    return mathElement(token?.content ?? '', token?.info === 'display');
  };
  markdown.renderer.rules['math_block'] = (tokens, index) => `${mathElement(tokens[index]?.content ?? '', true)}\n`;
  // The source is shown unchanged until the end of the formula has arrived.
  markdown.renderer.rules['math_open'] = (tokens, index) =>
    `<p>${markdown.utils.escapeHtml(tokens[index]?.content ?? '')}</p>\n`;
}

function inlineMath(state: InlineState, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const delimiter = delimiters.find(({ open }) => src.startsWith(open, pos));
  if (!delimiter) {
    return false;
  }
  const start = pos + delimiter.open.length;
  const end = findEnd(src, start, delimiter.close);
  if (end < 0 || end + delimiter.close.length > posMax || !isFormula(src, start, end, delimiter)) {
    return false;
  }
  if (!silent) {
    const token = state.push('math_inline', 'math', 0);
    token.content = src.slice(start, end).trim();
    token.info = delimiter.display ? 'display' : '';
    token.markup = delimiter.open;
  }
  state.pos = end + delimiter.close.length;
  return true;
}

/** Returns the offset of the next unescaped closing delimiter, or -1 if there is none. */
function findEnd(src: string, from: number, close: string): number {
  let offset = src.indexOf(close, from);
  while (offset > 0 && src[offset - 1] === '\\' && close.startsWith('$')) {
    offset = src.indexOf(close, offset + 1);
  }
  return offset;
}

function isFormula(src: string, start: number, end: number, { open }: Delimiter): boolean {
  const content = src.slice(start, end);
  if (content.trim() === '' || content.includes('`') || /\n\s*\n/.test(content)) {
    return false;
  }
  return open !== '$' || isDollarFormula(content, src[start - 2] ?? ' ', src[end + 1] ?? ' ');
}

/**
 * Returns whether text between dollar signs is a formula. More often, a dollar sign belongs to a price or a variable:
 * `$5 and $10`, `US$5`, `$HOME/bin:$PATH`.
 */
function isDollarFormula(content: string, before: string, after: string): boolean {
  if (/^\s|\s$/.test(content) || /[\p{L}\d\\$]/u.test(before) || /[\d$]/.test(after)) {
    return false;
  }
  if (/\p{L}|_/u.test(after) && !/^\p{L}$|[\\^]/u.test(content)) {
    return false;
  }
  const withoutCommands = content.replace(/\\[a-zA-Z]+\*?(\{[^{}]*\})?/g, ' ').replace(/\{[^{}]*\}/g, ' ');
  return !/^[\d.,]/.test(content) || !/\p{L}{3,}/u.test(withoutCommands);
}

/**
 * Parses a formula that starts on its own line. It contains no empty line. While the text is growing, an incomplete
 * formula extends to the end of the text.
 */
function blockMath(state: BlockState, startLine: number, endLine: number, silent: boolean): boolean {
  const lineOf = (line: number): string =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const first = lineOf(startLine);
  const delimiter = delimiters.find(({ open, display }) => display && first.startsWith(open));
  if (!delimiter || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) {
    return false;
  }
  const lines = [first.slice(delimiter.open.length)];
  let line = startLine;
  while (!lines.at(-1)?.trimEnd().endsWith(delimiter.close)) {
    const nextLine = lineOf(++line);
    if (lines.at(-1)?.includes(delimiter.close) || (line < endLine && nextLine.trim() === '')) {
      return false;
    }
    if (line >= endLine || (state.sCount[line] ?? 0) < state.blkIndent) {
      return incompleteMath(state, startLine, line, silent);
    }
    lines.push(nextLine);
  }
  const content = lines.join('\n').trimEnd().slice(0, -delimiter.close.length).trim();
  if (content === '' || findEnd(content, 0, delimiter.close) >= 0) {
    return false;
  }
  if (!silent) {
    pushToken(state, 'math_block', content, startLine, line + 1);
  }
  return true;
}

/**
 * Handles a formula whose end has not arrived. It is shown unchanged, so its content is not temporarily parsed as other
 * Markdown, such as a list.
 */
function incompleteMath(state: BlockState, startLine: number, line: number, silent: boolean): boolean {
  if (line < state.lineMax || state.parentType !== 'root') {
    return false;
  }
  if (!silent) {
    pushToken(state, 'math_open', state.getLines(startLine, line, state.blkIndent, false).trim(), startLine, line);
  }
  return true;
}

function pushToken(state: BlockState, type: string, content: string, startLine: number, line: number): void {
  const token = state.push(type, 'math', 0);
  token.block = true;
  token.content = content;
  token.map = [startLine, line];
  state.line = line;
}
