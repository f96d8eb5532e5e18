import { languageOf, parser } from './parser.js';

/** A top-level block of a Markdown document. As long as a block is unchanged, the object is the same. */
export type Block =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'code'; readonly code: string; readonly language: string; readonly closed: boolean };

type Token = ReturnType<typeof parser.parse>[number];

/**
 * Parses a Markdown document that grows at its end. Only the last block can still change, so only that block is parsed
 * again. The cost of a chunk does not depend on the length of the preceding text.
 */
export class MarkdownBlocks {
  #text = '';
  #completedBlocks: Block[] = [];
  /** The offset of the last block. */
  #lastOffset = 0;

  /** Returns the blocks of a document. This is fast if the document begins with the previous one. */
  parse(text: string): readonly Block[] {
    if (!text.startsWith(this.#text.slice(0, this.#lastOffset))) {
      this.#completedBlocks = [];
      this.#lastOffset = 0;
    }
    this.#text = text;
    const tail = text.slice(this.#lastOffset);
    const groups = groupTopLevel(parser.parse(tail, {}));
    const last = groups.pop();
    if (!last) {
      return this.#completedBlocks;
    }
    this.#completedBlocks = [...this.#completedBlocks, ...groups.map((group) => toBlock(group, tail))];
    this.#lastOffset += offsetOfLine(tail, last[0]?.map?.[0] ?? 0);
    return [...this.#completedBlocks, toBlock(last, tail)];
  }
}

function groupTopLevel(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0) {
      groups.push([]);
    }
    groups.at(-1)?.push(token);
  }
  return groups;
}

function toBlock(group: Token[], source: string): Block {
  const [first] = group;
  if (first?.type === 'fence') {
    const code = first.content.replace(/\n$/, '');
    return { kind: 'code', code, language: languageOf(first.info), closed: isClosed(first, source) };
  }
  return { kind: 'html', html: parser.renderer.render(group, parser.options, {}) };
}

/**
 * Returns whether the closing line of a fence has arrived. A fence without a closing line extends to the end of the
 * text.
 */
function isClosed({ map, markup }: Token, source: string): boolean {
  const [start, end] = map ?? [0, 0];
  const last =
    source
      .slice(offsetOfLine(source, end - 1))
      .split(/\r\n?|\n/, 1)[0]
      ?.trim() ?? '';
  return end - start > 1 && last.startsWith(markup) && last === markup.charAt(0).repeat(last.length);
}

function offsetOfLine(text: string, line: number): number {
  const lineBreaks = /\r\n?|\n/g;
  for (let passed = 0; passed < line; passed++) {
    if (!lineBreaks.exec(text)) {
      return text.length;
    }
  }
  return lineBreaks.lastIndex;
}
