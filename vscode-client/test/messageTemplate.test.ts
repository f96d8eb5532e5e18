import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { translated, translatedError } from '../src/messageTemplate.js';

const german =
  (translations: Readonly<Record<string, string>>) =>
  (text: string, ...values: (string | number)[]): string =>
    (translations[text] ?? text).replace(/\{(\d+)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));

describe('a text of the server', () => {
  test('is translated by its template and filled in', () => {
    const translate = german({ '{0} does not speak TLS.': 'Kein TLS: {0}' });
    const template = { template: '{0} does not speak TLS.', args: ['llm.example:8080'] };
    assert.equal(translated('llm.example:8080 does not speak TLS.', template, translate), 'Kein TLS: llm.example:8080');
  });

  test('is translated in its arguments too', () => {
    const translate = german({ 'Cannot reach {0}.': '{0} ist nicht erreichbar.', 'the proxy {0}': 'Der Proxy {0}' });
    const template = { template: 'Cannot reach {0}.', args: [{ template: 'the proxy {0}', args: ['p:3128'] }] };
    assert.equal(
      translated('Cannot reach the proxy p:3128.', template, translate),
      'Der Proxy p:3128 ist nicht erreichbar.',
    );
  });

  test('has the message and the hint of an error', () => {
    const translate = german({
      'The gateway failed.': 'Fehler im Gateway.',
      'Try {0} again.': '{0} erneut versuchen.',
    });
    assert.deepEqual(
      translatedError(
        {
          kind: 'network',
          message: 'The gateway failed.',
          messageTemplate: { template: 'The gateway failed.', args: [] },
          hint: 'Try it again.',
          hintTemplate: { template: 'Try {0} again.', args: ['it'] },
        },
        translate,
      ),
      ['Fehler im Gateway.', 'it erneut versuchen.'],
    );
  });

  test('is English where it is not translated', () => {
    const template = { template: 'Wait {0} s.', args: [5] };
    assert.equal(translated('Wait 5 s.', template, german({})), 'Wait 5 s.');
  });
});
