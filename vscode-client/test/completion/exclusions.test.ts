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
    test(path, () => assert.equal(isSecret(`/work/${path}`), true));
  }

  for (const path of ordinary) {
    test(`are not ${path}`, () => assert.equal(isSecret(`/work/${path}`), false));
  }

  test('are known by the paths of Windows too', () => assert.equal(isSecret('C:\\work\\.ssh\\config'), true));
});

describe('a document is not completed', () => {
  const facts = { scheme: 'file', path: '/work/a.ts', languageId: 'typescript' };

  test('where its name is one of a file with secrets', () => {
    assert.equal(exclusionOf({ ...facts, path: '/work/.env' }, []), 'secrets');
  });

  test('in an excluded language', () => {
    assert.equal(exclusionOf({ ...facts, languageId: 'markdown' }, ['plaintext', 'markdown']), 'language');
  });

  for (const scheme of ['output', 'debug', 'vscode-scm', 'git', 'vscode-userdata', 'comment', 'open-llm-proposal']) {
    test(`of the scheme ${scheme}`, () => assert.equal(exclusionOf({ ...facts, scheme }, []), 'kind'));
  }

  test('and every other is', () => {
    assert.equal(exclusionOf(facts, ['markdown']), undefined);
    assert.equal(exclusionOf({ ...facts, scheme: 'untitled', path: 'Untitled-1' }, []), undefined);
  });
});
