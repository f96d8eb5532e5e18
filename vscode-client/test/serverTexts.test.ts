import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inVsCode } from '../src/serverTexts/inVsCode.js';
import { inLanguage, pieces, sentences, stateInLanguage, states } from '../src/serverTexts.js';
import { sentencesOf } from './serverSentences.js';

/** Where the server says what a person can see in VS Code. */
const sources = [
  'http/Failures.java',
  'http/BoundedBody.java',
  'http/client/CertificateStores.java',
  'http/LineReader.java',
  'http/Proxies.java',
  'http/Target.java',
  'http/client/Trust.java',
  'http/client/DecodedBody.java',
  'dialect/HttpFailures.java',
  'dialect/MiniMaxErrors.java',
  'dialect/ToolArguments.java',
  'dialect/anthropicmessages/AnthropicErrors.java',
  'dialect/anthropicmessages/AnthropicResponseReader.java',
  'dialect/gemini/GeminiErrors.java',
  'dialect/gemini/GeminiResponseReader.java',
  'dialect/ollamachat/OllamaErrors.java',
  'dialect/ollamachat/OllamaResponseReader.java',
  'dialect/ollamachat/OllamaMessageEncoder.java',
  'dialect/ollamachat/OllamaRequestEncoder.java',
  'dialect/openai/MalformedResponses.java',
  'dialect/openaichat/OpenAiChatResponseReader.java',
  'dialect/openai/OpenAiErrors.java',
  'dialect/openairesponses/OpenAiResponsesResponseReader.java',
  'access/Access.java',
  'access/DayLimits.java',
  'access/UsageToday.java',
  'access/PeerPermissions.java',
  'access/AccessDecisions.java',
  'chat/ResponsePump.java',
  'chat/CallPreparation.java',
  'chat/tools/PreparedTools.java',
  'chat/ChatPipeline.java',
  'chat/ContextGuard.java',
  'chat/TruncatedToolCallCheck.java',
  'chat/ModelCaller.java',
  'chat/LoadingWait.java',
  'chat/OutputCap.java',
  'chat/structured/ResponseCheck.java',
  'chat/ErrorHints.java',
  'chat/doctor/Doctor.java',
  'chat/doctor/KeyCheck.java',
  'chat/history/Attachments.java',
  'chat/history/HistorySanitizer.java',
  'provider/endpoint/BaseUrl.java',
  'provider/ConfiguredProviders.java',
  'provider/endpoint/Endpoints.java',
  'provider/endpoint/HeaderRules.java',
  'provider/endpoint/MissingKey.java',
  'provider/listing/ModelListClient.java',
  'provider/listing/ModelListCache.java',
  'provider/ModelResolver.java',
  'config/schema/NearestNames.java',
  'provider/AvailableModels.java',
  'provider/endpoint/RequestSigner.java',
  'provider/ProviderStatuses.java',
  'provider/entra/MicrosoftTokens.java',
  'secret/KeyHostBindings.java',
  'secret/DotenvSecrets.java',
  'secret/EnvironmentSecrets.java',
  'secret/ExportedKeys.java',
  'secret/Keychain.java',
  'secret/KeychainSecrets.java',
  'secret/SecretChain.java',
  'secret/BoundKey.java',
  'secret/VsCodeSecrets.java',
  'config/edit/ConfigEditor.java',
  'config/text/FileText.java',
  'config/LiveConfig.java',
  'config/trust/TrustedFolders.java',
  'config/trust/WorkspaceTrust.java',
  'config/edit/ListItems.java',
  'config/edit/NormalizedEdit.java',
  'config/Fault.java',
  'config/AllowedHosts.java',
  'secret/command/CommandSecrets.java',
  'config/Layer.java',
  'config/schema/ProblemList.java',
  'config/schema/ScalarReader.java',
  'config/schema/SchemaReader.java',
  'config/YamlFile.java',
  'config/edit/YamlFileEditor.java',
  'config/yaml/YamlPatch.java',
  'config/yaml/YamlStep.java',
  'config/yaml/YamlText.java',
  'config/yaml/YamlTree.java',
];

const unheard = [
  // Heard as part of another.
  'it is ignored.',
  'remove it.',
  // Said to a model.
  'Answer with the word yes.',
  // Of the doctor's report, which is English so that it can be put into an issue.
  'Requests are limited to {0} by {1}.',
  'Not tried: the above comes first.',
  'There is no model to try.',
  'None needed, or none found.',
  'Not asked without a key.',
  'It answers.',
  // What only a mistake in the server's code could make it say.
  'A JSON tree can always be written.',
  'Options that were written can be read.',
  'A store of certificates in memory could not be made.',
  'This Java cannot check certificates.',
  'This Java has no TLS.',
  'This is a client.',
];

const german =
  (translations: Record<string, string>) =>
  (text: string, ...values: (string | number)[]) =>
    (translations[text] ?? text).replace(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)] ?? ''));

describe('what the server says', () => {
  const said = sources.flatMap(sentencesOf).filter((sentence) => !unheard.includes(sentence));

  test('has a translation for every sentence', () => {
    const known = new Set<string>([...sentences, ...pieces]);
    assert.deepEqual(
      said.filter((sentence) => !known.has(sentence)),
      [],
    );
  });

  test('is not translated where it says so no more', () => {
    assert.deepEqual(
      sentences.filter((sentence) => !said.includes(sentence)),
      [],
    );
  });

  test('is listed once', () => {
    const all: string[] = [...sentences, ...pieces];
    assert.deepEqual(
      all.filter((text, index) => all.indexOf(text) !== index),
      [],
    );
  });

  test('is not taken for another sentence', () => {
    const english = (text: string): string => text;
    for (const text of [...sentences, ...pieces]) {
      assert.equal(inLanguage(text.replace(/\{\d+\}/g, 'word'), english), inVsCode[text] ?? text);
    }
    for (const text of states) {
      assert.equal(stateInLanguage(text.replace(/\{\d+\}/g, 'word'), english), text);
    }
  });

  test('names the commands of VS Code and not those of the command line', () => {
    const shown = [...sentences, ...pieces].map((text) => inVsCode[text] ?? text);
    assert.deepEqual(
      shown.filter((text) => /[`']open-llm /.test(text)),
      [],
    );
    const translate = german({});
    assert.equal(
      inLanguage(
        'Set the environment variable OPENAI_API_KEY, or run `open-llm secrets set openai`, or in VS Code "Open LLM: Set Key…".',
        translate,
      ),
      'Run the command Open LLM: Set Key.',
    );
    assert.equal(
      inLanguage('Run `open-llm models` to see what openai offers.', translate),
      'Choose another model: the command Open LLM: Providers and Models shows what openai offers.',
    );
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

  test('is told from a sentence that begins with what is filled in', () => {
    const translate = german({
      '{0}: {1}': '{0}: {1}',
      '{0} cannot be read: {1}.': '{0} ist unlesbar: {1}.',
      'The YAML cannot be read: {0}.': 'Das YAML ist unlesbar: {0}.',
    });
    const text = '/home/ada/config.yaml:3:5: The YAML cannot be read: an odd sign.';
    assert.equal(inLanguage(text, translate), '/home/ada/config.yaml:3:5: Das YAML ist unlesbar: an odd sign.');
    assert.equal(
      inLanguage('/home/ada/.env cannot be read: a disk failed.', translate),
      '/home/ada/.env ist unlesbar: a disk failed.',
    );
  });

  test('is translated before what the server adds to it', () => {
    const translate = german({
      '{0} Trying again in {1} s ({2} of {3}).': '{0} Noch einmal in {1} s ({2}/{3}).',
      'Cannot reach {0}: no connection within {1}.': '{0}: keine Verbindung in {1}.',
    });
    const text = 'Cannot reach llm.example: no connection within 10 s. Trying again in 1.5 s (1 of 2).';
    assert.equal(inLanguage(text, translate), 'llm.example: keine Verbindung in 10 s. Noch einmal in 1.5 s (1/2).');
  });

  test('of a state is put into the language of the person', () => {
    const translate = german({ 'Ready · {0}': 'Bereit · {0}', '{0} models': '{0} Modelle' });
    assert.equal(stateInLanguage('Ready · 12 models', translate), 'Bereit · 12 Modelle');
  });

  test('stays as it is where it has no pattern, as with the words of a provider', () => {
    assert.equal(inLanguage('Insufficient balance', german({})), 'Insufficient balance');
  });
});
