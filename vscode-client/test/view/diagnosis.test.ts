import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProviderInfo } from '@open-llm/client';
import { Redactor } from '../../src/server/redactor.js';
import { formatDiagnosis, type DiagnosisData } from '../../src/view/diagnosis.js';

describe('the diagnosis', () => {
  test('contains versions, states, and problems', () => {
    const text = formatDiagnosis(parts());
    assert.match(text, /extension 0\.1\.0 · Code 1\.139\.0 · linux x64/);
    assert.match(text, /Java 25\.0\.1 · up 60 s/);
    assert.match(text, /work \(openai-chat\): error, 0 models, key from keychain\..*\[network\] No response/);
    assert.match(text, /Unknown setting\. \(~\/config\.yaml:3\)/);
  });

  test('redacts API keys that were registered or that have a known format', () => {
    const redactor = new Redactor();
    redactor.remember('api-key-without-known-format');
    const message = 'Rejected api-key-without-known-format and sk-canary1234567890abcdef.';
    const text = formatDiagnosis({ ...parts(message), redact: (line) => redactor.redact(line) });
    assert.doesNotMatch(text, /without-known-format|canary/);
  });

  test('omits the base URLs of providers and redacts credentials in URLs', () => {
    const text = formatDiagnosis(parts('No response from https://ann:hunter22@llm.example.com/v1.'));
    assert.doesNotMatch(text, /base\.example|hunter22|ann:/);
  });

  test('is available while the server is down', () => {
    assert.match(
      formatDiagnosis({ ...parts(), status: undefined, server: 'Java was not found.' }),
      /Java was not found/,
    );
  });
});

function parts(message = 'No response.'): DiagnosisData {
  const redactor = new Redactor();
  return {
    extensionVersion: '0.1.0',
    editor: 'Code 1.139.0',
    system: 'linux x64',
    server: 'Server version 0.1.0 is running.',
    status: {
      serverVersion: '0.1.0',
      javaVersion: '25.0.1',
      processId: 1,
      uptimeMs: 60_000,
      memoryBytes: 1,
      consumers: [],
    },
    providers: [failedProvider(message)],
    problems: [{ severity: 'error', message: 'Unknown setting.', file: '/home/ann/config.yaml', line: 3, column: 1 }],
    home: '/home/ann',
    redact: (text) => redactor.redact(text),
  };
}

function failedProvider(message: string): ProviderInfo {
  return {
    name: 'work',
    displayName: 'Work',
    dialect: 'openai-chat',
    apiBase: 'https://base.example/v1',
    local: false,
    configured: true,
    enabled: true,
    status: { state: 'error', message: 'Cannot reach it.', error: { kind: 'network', message } },
    needsKey: true,
    keySource: 'keychain',
    keyEnv: [],
    modelCount: 0,
    source: '~/config.yaml:1',
  };
}
