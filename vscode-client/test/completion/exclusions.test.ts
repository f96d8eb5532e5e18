import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exclusionOf, isSecret } from '../../src/completion/exclusions.js';

const secrets = [
  '.env',
  '.env.production',
  'prod.env',
  '.dev.vars',
  'server.pem',
  'tls.key',
  'ca.crt',
  'secrets.yml',
  'config/secrets.yaml',
  'app-secret.json',
  'credentials.json',
  '.aws/credentials',
  '.aws/config',
  '.ssh/config',
  'id_rsa',
  'id_ed25519.pub',
  '.npmrc',
  '.netrc',
  'terraform.tfvars',
  'prod.tfstate',
  'store.jks',
  '.config/openllm/config.yaml',
  '.ENV',
];
const ordinary = [
  'environment.ts',
  'env.ts',
  'src/Secret.java',
  'secrets.ts',
  'credentialsProvider.ts',
  'keys.ts',
  'key.md',
  'dev/openllm/Secret.java',
  'monkey.py',
];

describe('files that usually contain secrets', () => {
  for (const path of secrets) {
    test(`include ${path}`, () => assert.equal(isSecret(`/work/${path}`), true));
  }

  for (const path of ordinary) {
    test(`do not include ${path}`, () => assert.equal(isSecret(`/work/${path}`), false));
  }

  test('are also recognized by Windows paths', () => assert.equal(isSecret('C:\\work\\.ssh\\config'), true));
});

describe('a document', () => {
  const facts = { scheme: 'file', path: '/work/a.ts', languageId: 'typescript' };

  test('is excluded if its file usually contains secrets', () => {
    assert.equal(exclusionOf({ ...facts, path: '/work/.env' }, []), 'secrets');
  });

  test('is excluded if its language is excluded', () => {
    assert.equal(exclusionOf({ ...facts, languageId: 'markdown' }, ['plaintext', 'markdown']), 'language');
  });

  for (const scheme of ['output', 'debug', 'vscode-scm', 'git', 'vscode-userdata', 'comment', 'open-llm-proposal']) {
    test(`is excluded if its URI scheme is ${scheme}`, () =>
      assert.equal(exclusionOf({ ...facts, scheme }, []), 'kind'));
  }

  test('is not excluded otherwise', () => {
    assert.equal(exclusionOf(facts, ['markdown']), undefined);
    assert.equal(exclusionOf({ ...facts, scheme: 'untitled', path: 'Untitled-1' }, []), undefined);
  });
});
