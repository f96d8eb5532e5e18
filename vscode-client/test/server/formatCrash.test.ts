import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatCrash, LastLines } from '../../src/server/formatCrash.js';
import { Redactor } from '../../src/server/redactor.js';

const redactor = new Redactor();
redactor.remember('canary-remembered-key');

function recordedLines(...written: string[]): readonly string[] {
  const lines = new LastLines((line) => redactor.redact(line));
  written.forEach((line) => lines.add(line));
  return lines.all;
}

describe('a crash note', () => {
  test('contains the reason, the time, the versions, and the last lines from stderr', () => {
    const crash = { how: 'signal SIGKILL', at: new Date(0), serverVersion: '1.2.3', lastLines: ['one', 'two'] };
    assert.equal(
      formatCrash(crash, { extension: '1.2.3', 'VS Code': '1.139.1' }),
      [
        'The Open LLM server stopped unexpectedly: signal SIGKILL.',
        '  Time: 1970-01-01T00:00:00.000Z',
        '  Versions: extension 1.2.3, VS Code 1.139.1, server 1.2.3',
        '  Last lines of its output on stderr:',
        '    one',
        '    two',
      ].join('\n'),
    );
  });

  for (const how of ['signal SIGABRT', 'signal SIGBUS', 'exit code 1']) {
    test(`explains after ${how} that no crash report was saved, and what a report would contain`, () => {
      const note = formatCrash({ how, at: new Date(0), serverVersion: '1.2.3', lastLines: [] }, {});
      assert.match(note, /No crash report was saved, because .* prompts and API keys.*hs_err_pid.*home folder/);
    });
  }

  test('states that the server did not start and wrote nothing', () => {
    assert.match(
      formatCrash({ how: 'exit code 3', at: new Date(0), lastLines: [] }, {}),
      /server not started\n.*No output/,
    );
  });

  test('contains no API keys or header values', () => {
    assert.deepEqual(
      recordedLines('sent canary-remembered-key', 'x-api-key: canary-other', 'Authorization: Bearer canary-third'),
      ['sent •••', 'x-api-key: •••', 'Authorization: Bearer •••'],
    );
  });

  test('contains no exception messages, which can quote a prompt', () => {
    assert.deepEqual(
      recordedLines(
        'Exception in thread "chat" java.lang.IllegalStateException: The merger',
        'is on Tuesday.',
        '\tat dev.openllm.server.Chat.run(Chat.java:12)',
        'Caused by: java.io.IOException: The merger is on Tuesday.',
        '\t... 3 more',
        'The server is ready.',
      ),
      [
        'Exception in thread "chat" java.lang.IllegalStateException',
        '\tat dev.openllm.server.Chat.run(Chat.java:12)',
        'Caused by: java.io.IOException',
        '\t... 3 more',
        'The server is ready.',
      ],
    );
  });

  test('does not contain the report of a fatal Java error', () => {
    const report = [
      '# A fatal error has been detected by the Java Runtime Environment:',
      '#',
      '#  SIGSEGV (0xb) at pc=0x1',
    ];
    assert.deepEqual(recordedLines('first line', ...report, 'last line'), ['first line', 'last line']);
  });

  test('contains only the last lines, and truncates long ones', () => {
    const lines = recordedLines(...Array.from({ length: 1000 }, (_, index) => `line ${index}`), 'x'.repeat(100_000));
    assert.equal(lines.length, 20);
    assert.equal(lines[18], 'line 999');
    assert.equal(lines[19]?.length, 300);
  });
});
