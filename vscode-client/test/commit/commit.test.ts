import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cleanMessage, commitMessages, recentSubjects, type CommitFacts } from '../../src/commit/commitPrompt.js';
import { sentDiff } from '../../src/commit/diffText.js';
import { DraftWriter } from '../../src/commit/draftWriter.js';

function fileDiff(path: string, added: readonly string[]): string {
  const lines = added.map((line) => `+${line}\n`).join('');
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -0,0 +1 @@\n${lines}`;
}

describe('the diff that a commit message is drafted from', () => {
  test('is sent as it is where it is short', () => {
    const diff = fileDiff('a.ts', ['one']) + fileDiff('b.ts', ['two']);
    assert.deepEqual(sentDiff(diff, 80_000), { text: diff, cut: false });
  });

  test('does not contain the changes of files with secrets, but names them', () => {
    const { text } = sentDiff(fileDiff('.env', ['TOKEN=hidden']) + fileDiff('a.ts', ['one']), 80_000);
    assert.ok(!text.includes('hidden'));
    assert.ok(text.includes('b/.env') && text.includes('+one'));
  });

  test('does not contain a deleted file with secrets either', () => {
    const diff =
      'diff --git a/tls.key b/tls.key\ndeleted file mode 100644\n--- a/tls.key\n+++ /dev/null\n@@ -1 +0,0 @@\n-hidden\n';
    assert.ok(!sentDiff(diff, 80_000).text.includes('hidden'));
  });

  test('is limited, by cutting the longest files, so that each is there', () => {
    const long = Array.from({ length: 5000 }, (_, index) => `line ${index} of many`);
    const diff = fileDiff('small.ts', ['one']) + fileDiff('large.ts', long) + fileDiff('last.ts', ['two']);
    const { text, cut } = sentDiff(diff, 20_000);
    assert.equal(cut, true);
    assert.ok(text.length <= 20_000 && text.length > 19_000, String(text.length));
    assert.ok(text.includes('+one') && text.includes('+two'));
    assert.match(text, /the rest of this file’s changes is omitted/);
  });
});

describe('the request for a commit message', () => {
  const facts: CommitFacts = {
    diff: { text: 'DIFF', cut: false },
    staged: true,
    newFiles: [],
    recentMessages: ['Fix the gate\n\nIt was open.', 'Merge branch x', 'Add a door'],
    begun: '',
  };
  const textOf = (given: CommitFacts): string => JSON.stringify(commitMessages(given)[1]?.parts);

  test('shows the style of recent subjects, without what Git writes itself', () => {
    assert.deepEqual(recentSubjects(facts.recentMessages), ['Fix the gate', 'Add a door']);
    assert.ok(textOf(facts).includes('- Fix the gate\\n- Add a door'));
  });

  test('specifies whether all changes are described, and what was omitted', () => {
    const all = textOf({ ...facts, staged: false, newFiles: ['new.ts'], diff: { text: 'DIFF', cut: true } });
    assert.ok(all.includes('All changes:') && all.includes('new.ts') && all.includes('too long'));
    assert.ok(textOf(facts).includes('Staged changes:'));
  });

  test('contains what the user began', () => {
    assert.ok(textOf({ ...facts, begun: 'door: ' }).includes('door: '));
  });
});

describe('a drafted message', () => {
  for (const text of [
    'Fix it',
    '```\nFix it\n```',
    '```text\nFix it',
    '"Fix it"',
    'Commit message: Fix it',
    '**Subject:** Fix it',
  ]) {
    test(`is cleaned: ${JSON.stringify(text)}`, () => assert.equal(cleanMessage(text), 'Fix it'));
  }

  test('retains quotation marks and code within it', () => {
    assert.equal(cleanMessage('"a" and "b"\n\nUse `c`'), '"a" and "b"\n\nUse `c`');
  });
});

describe('writing a draft', () => {
  test('replaces what was there while nobody else writes', () => {
    const field = { value: 'old' };
    const writer = new DraftWriter(field);
    assert.equal(writer.write('Fix'), true);
    assert.equal(writer.write('Fix it'), true);
    assert.equal(field.value, 'Fix it');
    writer.restore();
    assert.equal(field.value, 'old');
  });

  test('stops for good when the user writes meanwhile, and does not restore either', () => {
    const field = { value: '' };
    const writer = new DraftWriter(field);
    writer.write('Fix');
    field.value = 'Fix mine';
    assert.equal(writer.write('Fix it'), false);
    writer.restore();
    assert.equal(field.value, 'Fix mine');
    assert.equal(writer.overtaken, true);
  });
});
