import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MarkdownBlocks } from '../../webview/shared/markdown/blocks.js';

const answer = [
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
  '> said',
  '',
  'The end.',
].join('\n');

describe('Markdown that grows', () => {
  test('becomes the same blocks piece by piece as at once', () => {
    const growing = new MarkdownBlocks();
    for (let length = 1; length < answer.length; length++) {
      assert.deepEqual(growing.read(answer.slice(0, length)), new MarkdownBlocks().read(answer.slice(0, length)));
    }
  });

  test('keeps the blocks before the last as they are', () => {
    const blocks = new MarkdownBlocks();
    const [first] = blocks.read('One.\n\nTwo.\n\nThr');
    assert.equal(blocks.read('One.\n\nTwo.\n\nThree.\n\nFour.')[0], first);
  });

  test('starts again when the text is another', () => {
    const blocks = new MarkdownBlocks();
    blocks.read('One.\n\nTwo.\n\nThree.');
    assert.deepEqual(blocks.read('Uno.'), [{ kind: 'html', html: '<p>Uno.</p>\n' }]);
  });

  test('knows whether a block of code is whole', () => {
    const closed = (text: string): unknown => {
      const [block] = new MarkdownBlocks().read(text);
      return block?.kind === 'code' && block.closed;
    };
    assert.equal(closed('```ts\nlet a;'), false);
    assert.equal(closed('```ts\nlet a;\n```'), true);
    assert.equal(closed('````md\n```\n'), false);
    assert.equal(closed('```'), false);
  });

  test('draws the tasks of a list as boxes, and brackets elsewhere as they stand', () => {
    const [list, text] = new MarkdownBlocks().read('- [ ] sweep\n- [x] paint\n\n[ ] no task');
    assert.ok(list?.kind === 'html' && text?.kind === 'html');
    assert.match(list.html, /<li>☐ sweep<\/li>\s*<li>☑ paint<\/li>/);
    assert.equal(text.html, '<p>[ ] no task</p>\n');
  });

  test('shows raw HTML as text', () => {
    const [block] = new MarkdownBlocks().read('<img src=x onerror=alert(1)> <b>bold</b>');
    assert.ok(block?.kind === 'html' && block.html.startsWith('<p>&lt;img'));
  });

  test('makes links of images, and nothing of addresses that run', () => {
    const [block] = new MarkdownBlocks().read(
      '![logo](https://example.com/a.png) ![x](data:image/png;base64,AA) [y](javascript:alert(1))',
    );
    assert.ok(block?.kind === 'html');
    assert.equal(block.html, '<p><a href="https://example.com/a.png">logo</a> x [y](javascript:alert(1))</p>\n');
  });
});
