import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MarkdownBlocks } from '../../webview/shared/markdown/blocks.js';

const document = [
  '# Title',
  '',
  'A paragraph with `code`',
  'over two lines.',
  '',
  '- one',
  '- two',
  '',
  '  of two',
  '',
  '```ts',
  'let a = 1;',
  '',
  'let b = 2;',
  '```',
  '',
  '| a | b |',
  '|---|--:|',
  '| 1 | 2 |',
  '',
  '> A quote',
  '',
  'The end.',
].join('\n');

describe('streamed Markdown', () => {
  test('is parsed into the same blocks in chunks and at once', () => {
    const growing = new MarkdownBlocks();
    for (let length = 1; length < document.length; length++) {
      assert.deepEqual(growing.parse(document.slice(0, length)), new MarkdownBlocks().parse(document.slice(0, length)));
    }
  });

  test('reuses all blocks before the last one', () => {
    const blocks = new MarkdownBlocks();
    const [first] = blocks.parse('One.\n\nTwo.\n\nThr');
    assert.equal(blocks.parse('One.\n\nTwo.\n\nThree.\n\nFour.')[0], first);
  });

  test('is parsed from the beginning if the text is replaced', () => {
    const blocks = new MarkdownBlocks();
    blocks.parse('One.\n\nTwo.\n\nThree.');
    assert.deepEqual(blocks.parse('Uno.'), [{ kind: 'html', html: '<p>Uno.</p>\n' }]);
  });

  test('indicates whether a code block is complete', () => {
    const closed = (text: string): unknown => {
      const [block] = new MarkdownBlocks().parse(text);
      return block?.kind === 'code' && block.closed;
    };
    assert.equal(closed('```ts\nlet a;'), false);
    assert.equal(closed('```ts\nlet a;\n```'), true);
    assert.equal(closed('````md\n```\n'), false);
    assert.equal(closed('```'), false);
  });

  test('renders task list items as check boxes, and does not change other brackets', () => {
    const [list, text] = new MarkdownBlocks().parse('- [ ] sweep\n- [x] paint\n\n[ ] not a task');
    assert.ok(list?.kind === 'html' && text?.kind === 'html');
    assert.match(list.html, /<li>☐ sweep<\/li>\s*<li>☑ paint<\/li>/);
    assert.equal(text.html, '<p>[ ] not a task</p>\n');
  });

  test('shows raw HTML as text', () => {
    const [block] = new MarkdownBlocks().parse('<img src=x onerror=alert(1)> <b>bold</b>');
    assert.ok(block?.kind === 'html' && block.html.startsWith('<p>&lt;img'));
  });

  test('renders images as links, and does not link to data or scripts', () => {
    const [block] = new MarkdownBlocks().parse(
      '![logo](https://example.com/a.png) ![x](data:image/png;base64,AA) [y](javascript:alert(1))',
    );
    assert.ok(block?.kind === 'html');
    assert.equal(block.html, '<p><a href="https://example.com/a.png">logo</a> x [y](javascript:alert(1))</p>\n');
  });
});
