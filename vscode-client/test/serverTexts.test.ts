import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inLanguage, pieces, sentences, stateInLanguage } from '../src/serverTexts.js';
import { sentencesOf } from './serverSentences.js';

/** Where the server says what goes wrong most. */
const sources = [
  'http/Failures.java',
  'dialect/HttpFailures.java',
  'chat/NextStep.java',
  'provider/Statuses.java',
  'provider/BaseUrl.java',
  'provider/Endpoints.java',
  'provider/MissingKey.java',
  'config/YamlText.java',
  'config/FileText.java',
  'config/SchemaReader.java',
];

/** Sentences that are heard as part of another, or on the command line alone. */
const unheard = ['it is ignored.'];

const german = (translations: Record<string, string>) => (text: string, ...values: string[]) =>
  (translations[text] ?? text).replace(/\{(\d+)\}/g, (_, at: string) => values[Number(at)] ?? '');

describe('what the server says', () => {
  const said = sources.flatMap(sentencesOf).filter((sentence) => !unheard.includes(sentence));

  test('has a translation for every sentence of its most frequent errors', () => {
    const known = new Set<string>([...sentences, ...pieces]);
    assert.deepEqual(said.filter((sentence) => !known.has(sentence)), []);
  });

  test('is not translated where it says so no more', () => {
    assert.deepEqual(sentences.filter((sentence) => !said.includes(sentence)), []);
  });

  test('is put into the language of the person with what was filled in', () => {
    const translate = german({ '{0} does not speak TLS.': 'Kein TLS: {0}' });
    assert.equal(inLanguage('llm.example:8080 does not speak TLS.', translate), 'Kein TLS: llm.example:8080');
  });

  test('is translated in what was filled in, too', () => {
    const translate = german({
      'Cannot reach {0}: there is no such host.': '{0} gibt es nicht.',
      'the proxy {0}': 'Den Proxy {0}',
    });
    const text = 'Cannot reach the proxy proxy.example:3128: there is no such host.';
    assert.equal(inLanguage(text, translate), 'Den Proxy proxy.example:3128 gibt es nicht.');
  });

  test('of a state is put into the language of the person', () => {
    const translate = german({ 'Ready · {0}': 'Bereit · {0}', '{0} models': '{0} Modelle' });
    assert.equal(stateInLanguage('Ready · 12 models', translate), 'Bereit · 12 Modelle');
  });

  test('stays as it is where it has no pattern, as with the words of a provider', () => {
    assert.equal(inLanguage('Insufficient balance', german({})), 'Insufficient balance');
  });
});
