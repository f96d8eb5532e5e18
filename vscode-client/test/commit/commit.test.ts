import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cleanMessage, buildPrompt, recentSubjects, type CommitContext } from '../../src/commit/commitPrompt.js';
import { truncateDiff } from '../../src/commit/diffText.js';
import { DraftWriter } from '../../src/commit/draftWriter.js';

function fileDiff(path: string, added: readonly string[]): string {
  const lines = added.map((line) => `+${line}\n`).join('');
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -0,0 +1 @@\n${lines}`;
}

describe('the diff for a commit message', () => {
  test('is sent unchanged if it is short', () => {
    const diff = fileDiff('a.ts', ['one']) + fileDiff('b.ts', ['two']);
    assert.deepEqual(truncateDiff(diff, 80_000), { text: diff, cut: false });
  });

  test('omits the contents of secret files, but includes their names', () => {
    const { text } = truncateDiff(fileDiff('.env', ['TOKEN=hidden']) + fileDiff('a.ts', ['one']), 80_000);
    assert.ok(!text.includes('hidden'));
    assert.ok(text.includes('b/.env') && text.includes('+one'));
  });

  test('omits the contents of deleted secret files', () => {
    const diff =
      'diff --git a/tls.key b/tls.key\ndeleted file mode 100644\n--- a/tls.key\n+++ /dev/null\n@@ -1 +0,0 @@\n-hidden\n';
    assert.ok(!truncateDiff(diff, 80_000).text.includes('hidden'));
  });

  test('is limited by truncating the longest files, so every file is included', () => {
    const long = Array.from({ length: 5000 }, (_, index) => `const value${index} = ${index};`);
    const diff = fileDiff('small.ts', ['one']) + fileDiff('large.ts', long) + fileDiff('last.ts', ['two']);
    const { text, cut } = truncateDiff(diff, 20_000);
    assert.equal(cut, true);
    assert.ok(text.length <= 20_000 && text.length > 19_000, String(text.length));
    assert.ok(text.includes('+one') && text.includes('+two'));
    assert.match(text, /the rest of this file’s changes is omitted/);
  });
});

describe('the request for a commit message', () => {
  const facts: CommitContext = {
    diff: { text: 'DIFF', cut: false },
    staged: true,
    newFiles: [],
    recentMessages: ['Fix the login form\n\nIt ignored the Enter key.', 'Merge branch release', 'Add a search box'],
    existingText: '',
  };
  const textOf = (request: CommitContext): string => JSON.stringify(buildPrompt(request)[1]?.parts);

  test('includes recent subjects as examples, except those that Git generates', () => {
    assert.deepEqual(recentSubjects(facts.recentMessages), ['Fix the login form', 'Add a search box']);
    assert.ok(textOf(facts).includes('- Fix the login form\\n- Add a search box'));
  });

  test('specifies whether the changes are staged, and which content is omitted', () => {
    const all = textOf({ ...facts, staged: false, newFiles: ['new.ts'], diff: { text: 'DIFF', cut: true } });
    assert.ok(all.includes('All changes:') && all.includes('new.ts') && all.includes('too long'));
    assert.ok(textOf(facts).includes('Staged changes:'));
  });

  test('includes the text that the user has already typed', () => {
    assert.ok(textOf({ ...facts, existingText: 'search: ' }).includes('search: '));
  });
});

describe('a generated commit message', () => {
  for (const text of [
    'Fix it',
    '```\nFix it\n```',
    '```text\nFix it',
    '"Fix it"',
    'Commit message: Fix it',
    '**Subject:** Fix it',
  ]) {
    test(`is reduced to its text: ${JSON.stringify(text)}`, () => assert.equal(cleanMessage(text), 'Fix it'));
  }

  test('retains quotation marks and inline code', () => {
    assert.equal(cleanMessage('"on" and "off"\n\nUse `toggle`'), '"on" and "off"\n\nUse `toggle`');
  });
});

describe('the draft writer', () => {
  test('replaces the text in the input box, and can restore it', () => {
    const field = { value: 'Draft' };
    const writer = new DraftWriter(field);
    assert.equal(writer.write('Fix'), true);
    assert.equal(writer.write('Fix it'), true);
    assert.equal(field.value, 'Fix it');
    writer.restore();
    assert.equal(field.value, 'Draft');
  });

  test('stops permanently if the user edits the text, and does not restore the previous text', () => {
    const field = { value: '' };
    const writer = new DraftWriter(field);
    writer.write('Fix');
    field.value = 'Fix the typo';
    assert.equal(writer.write('Fix it'), false);
    writer.restore();
    assert.equal(field.value, 'Fix the typo');
    assert.equal(writer.isEdited, true);
  });
});
