import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MarkdownBlocks } from '../../webview/shared/markdown/blocks.js';
import { parser } from '../../webview/shared/markdown/parser.js';

/** Returns the formulas in a text. Display formulas are in brackets. */
function formulas(text: string): string[] {
  return [...parser.render(text).matchAll(/<open-llm-math tex="([^"]*)"( display="block")?>/g)].map(
    ([, tex = '', block]) => {
      const source = tex.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
      return block ? `[${source}]` : source;
    },
  );
}

describe('math in Markdown', () => {
  for (const [form, text, expected] of [
    ['dollar signs', 'The root $\\sqrt{2}$ of two.', ['\\sqrt{2}']],
    ['a single letter', 'the $n$th of $k$-means', ['n', 'k']],
    ['a number', 'about $3$ or $3.5 \\cdot 10^5$', ['3', '3.5 \\cdot 10^5']],
    ['text in a command', '$5 \\text{ apples}$', ['5 \\text{ apples}']],
    ['underscores and asterisks', '$a_b$ and $c_d * e$ and $f*g$', ['a_b', 'c_d * e', 'f*g']],
    ['parentheses', 'Let \\(a_1 * a_2\\) be positive.', ['a_1 * a_2']],
    ['double dollar signs in a line of text', 'So $$x < 1$$ holds.', ['[x < 1]']],
    ['double dollar signs on separate lines', 'So\n\n$$\nx = 1\n- y\n$$\n\nholds.', ['[x = 1\n- y]']],
    ['double dollar signs after text without a blank line', 'So\n$$\nx = 1\n$$\nholds.', ['[x = 1]']],
    [
      'brackets',
      '\\[\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n\\]',
      ['[\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}]'],
    ],
    ['brackets in a line of text', 'Then \\[ E = mc^2 \\] follows.', ['[E = mc^2]']],
    ['in a list', '- one:\n  $$\n  x\n  $$\n- two: $y$', ['[x]', 'y']],
    ['in a table', '| a | b |\n|---|---|\n| $x$ | $y$ |', ['x', 'y']],
    ['in a quote', '> $$\n> x\n> $$', ['[x]']],
  ] as const) {
    test(`is recognized: ${form}`, () => {
      assert.deepEqual(formulas(text), [...expected]);
    });
  }

  for (const text of [
    'It costs $5 and $10.',
    'It costs $5, or $6.',
    'Between $5-$10.',
    'US$5 and US$10 (US$)',
    '$5 per month is cheaper than paying 10$',
    'Set $HOME and $PATH.',
    '$HOME/bin:$PATH',
    'A \\$5 bill and \\$10.',
    'Code `$x$` and `\\(y\\)`.',
    '```sh\necho $a $b$\n```',
    '    $indented$',
    '$a `b$` c',
    'Nothing $$ here.',
    '$ x $',
  ]) {
    test(`is not recognized in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(formulas(text), []);
    });
  }

  test('is not recognized without its delimiters, and the text is unchanged', () => {
    assert.equal(parser.renderInline('It costs $5 and $10.'), 'It costs $5 and $10.');
    assert.equal(
      parser.renderInline('A \\[link\\] and \\(no\\nmath'),
      'A <open-llm-math tex="link" display="block"></open-llm-math> and (no\\nmath',
    );
  });

  test('is the same in streamed text and in complete text', () => {
    const text = 'So\n\n$$\nx = 1\n- y\n$$\n\nholds, with $z$ and \\(w\\).\n\n\\[\na\n\\]\n';
    const blocks = new MarkdownBlocks();
    for (let length = 1; length < text.length; length++) {
      blocks.parse(text.slice(0, length));
    }
    assert.deepEqual(blocks.parse(text), new MarkdownBlocks().parse(text));
  });

  test('is shown as text until its closing delimiter arrives', () => {
    const [block] = new MarkdownBlocks().parse('$$\nx = 1\n- y');
    assert.equal(block?.kind === 'html' && block.html, '<p>$$\nx = 1\n- y</p>\n');
  });
});
