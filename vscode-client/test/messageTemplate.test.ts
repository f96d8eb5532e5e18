import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { OpenLlmError, words, type MessageTemplate } from '@open-llm/client';
import { translateMessage, translateError } from '../src/messageTemplate.js';

const translatorWith =
  (translations: Readonly<Record<string, string>>) =>
  (text: string, ...values: (string | number)[]): string =>
    (translations[text] ?? text).replace(/\{(\d+)\}/g, (placeholder, index: string) =>
      String(values[Number(index)] ?? placeholder),
    );

const bundle = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'l10n', 'bundle.l10n.de.json'), 'utf8'),
) as Readonly<Record<string, string>>;

describe('a server message', () => {
  test('is translated by its template, with the arguments inserted', () => {
    const translate = translatorWith({ '{0} does not use TLS.': 'Kein TLS: {0}' });
    const template = { template: '{0} does not use TLS.', args: ['llm.example:8080'] };
    assert.equal(
      translateMessage('llm.example:8080 does not use TLS.', template, translate),
      'Kein TLS: llm.example:8080',
    );
  });

  test('is translated together with templates in its arguments', () => {
    const translate = translatorWith({
      'Cannot reach {0}.': '{0} ist nicht erreichbar.',
      'the proxy {0}': 'Der Proxy {0}',
    });
    const template = { template: 'Cannot reach {0}.', args: [{ template: 'the proxy {0}', args: ['p:3128'] }] };
    assert.equal(
      translateMessage('Cannot reach the proxy p:3128.', template, translate),
      'Der Proxy p:3128 ist nicht erreichbar.',
    );
  });

  test('about an error is translated together with its hint', () => {
    const translate = translatorWith({
      'The gateway failed.': 'Fehler im Gateway.',
      'Restart {0}.': '{0} neu starten.',
    });
    assert.deepEqual(
      translateError(
        {
          kind: 'network',
          message: 'The gateway failed.',
          messageTemplate: { template: 'The gateway failed.', args: [] },
          hint: 'Restart Ollama.',
          hintTemplate: { template: 'Restart {0}.', args: ['Ollama'] },
        },
        translate,
      ),
      ['Fehler im Gateway.', 'Ollama neu starten.'],
    );
  });

  test('remains in English if no translation exists', () => {
    const template = { template: 'Wait {0} s.', args: [5] };
    assert.equal(translateMessage('Wait 5 s.', template, translatorWith({})), 'Wait 5 s.');
  });
});

describe('the German message catalog', () => {
  const messages: readonly [template: string, args: MessageTemplate['args'], german: string][] = [
    [
      'Cannot reach {0}: the connection was not established within {1}.',
      ['llm.example', '10 s'],
      'llm.example ist nicht erreichbar: keine Verbindung innerhalb von 10 s.',
    ],
    [
      '{0} did not start to respond within {1}.',
      ['llm.example', '30 s'],
      'llm.example hat innerhalb von 30 s nicht zu antworten begonnen.',
    ],
    ['The certificate of {0} has expired.', ['llm.example'], 'Das Zertifikat von llm.example ist abgelaufen.'],
    ['{0} does not use TLS.', ['llm.example:8080'], 'llm.example:8080 verwendet kein TLS.'],
    ['The provider returned an empty response.', [], 'Der Anbieter hat eine leere Antwort gesendet.'],
    ['The provider returned a web page instead of JSON.', [], 'Der Anbieter hat eine Webseite statt JSON gesendet.'],
    [
      'The arguments for the tool {0} are not a complete JSON object. The response may be truncated.',
      ['search'],
      'Die Argumente für das Werkzeug search sind kein vollständiges JSON-Objekt. Die Antwort ist möglicherweise unvollständig.',
    ],
    [
      'Internal error in Open LLM Provider ({0}).',
      ['NullPointerException'],
      'Interner Fehler in Open LLM Provider (NullPointerException).',
    ],
    [
      'The request has {0} tools, but {1} accepts at most {2}.',
      [200, 'openai/gpt-5', 128],
      'Die Anfrage hat 200 Werkzeuge, aber openai/gpt-5 nimmt höchstens 128 an.',
    ],
    ['{0} does not accept images.', ['work/small'], 'work/small nimmt keine Bilder an.'],
    ['The conversation is empty.', [], 'Das Gespräch ist leer.'],
    [
      'You did not allow {0} to use {1}.',
      ['ext.one', 'openai/gpt-5'],
      'Sie haben ext.one die Nutzung von openai/gpt-5 verweigert.',
    ],
    [
      '{0} has used {1} tokens today, so the daily limit of {2} (access.tokensPerDay) has been reached.',
      ['ext.one', '12,000', '10,000'],
      'ext.one hat heute 12,000 Tokens verbraucht; access.tokensPerDay ist 10,000.',
    ],
    ['No API key is stored for {0}.', ['OpenAI'], 'Für OpenAI gibt es keinen Schlüssel.'],
    ['Run the "Open LLM: Set Key" command.', [], 'Rufen Sie den Befehl „Open LLM: Schlüssel hinterlegen“ auf.'],
    [
      'The system keychain did not respond within {0} seconds.',
      [10],
      'Der Schlüsselbund des Systems hat nicht innerhalb von 10 Sekunden geantwortet.',
    ],
    ['The model {0} does not exist.', ['gpt-6'], 'Das Modell gpt-6 gibt es nicht.'],
    ['Did you mean {0} or {1}?', ['gpt-5', 'gpt-5-mini'], 'Meinten Sie gpt-5 oder gpt-5-mini?'],
    [
      "'{0}' must be {1}, not {2}.",
      ['temperature', { template: 'a number', args: [] }, { template: 'a list', args: [] }],
      '„temperature“ muss eine Zahl sein, nicht eine Liste.',
    ],
    [
      "Unknown setting '{0}'. Did you mean '{1}'?",
      ['api_bse', 'api_base'],
      'Unbekannte Einstellung „api_bse“. Meinten Sie „api_base“?',
    ],
    [
      '{0} Retrying in {1} s (retry {2} of {3}).',
      ['Slow down.', '1.5', 1, 2],
      'Slow down. Neuer Versuch in 1.5 s (Versuch 1 von 2).',
    ],
    ['Ready · {0}', [{ template: '{0} models', args: [12] }], 'Bereit · 12 Modelle'],
  ];

  for (const [template, args, expected] of messages) {
    test(`translates “${template}”`, () => {
      assert.equal(translateMessage('', { template, args }, translatorWith(bundle)), expected);
    });
  }
});

describe('a message from a provider', () => {
  for (const message of [
    'This model is not available because billing is not enabled.',
    'messages: must contain at least one item',
    'The requested model has been retired.',
  ]) {
    test(`is not translated: ${message}`, () => {
      assert.equal(translateMessage(message, undefined, translatorWith(bundle)), message);
    });
  }
});

describe('an error from the extension', () => {
  const error = OpenLlmError.localizable(
    'config',
    words.t('Open LLM requires Java {0} or later. Found: {1}.', 25, 'Java {0} (JAVA_HOME)'),
    words.t('Install it (https://adoptium.net), or set JAVA_HOME to its folder.'),
  );

  test('has an English message that contains the values unchanged', () => {
    assert.equal(error.message, 'Open LLM requires Java 25 or later. Found: Java {0} (JAVA_HOME).');
  });

  test('is translated together with its hint where it is shown', () => {
    assert.deepEqual(translateError(error.info, translatorWith(bundle)), [
      'Open LLM braucht Java 25 oder neuer. Gefunden: Java {0} (JAVA_HOME).',
      'Installieren Sie es (https://adoptium.net), oder setzen Sie JAVA_HOME auf seinen Ordner.',
    ]);
  });
});
