import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { offersFor, type ChatSettings, type ChatSituation } from '../../src/model/vsCodeChat.js';

/** The settings of VS Code 1.139 with an empty profile. */
const defaultSettings: ChatSettings = {
  anonymousAccess: false,
  utilityModelDefault: 'copilot',
  copilotHarness: false,
  harnessModels: false,
};
const inUse: ChatSituation = { hasModels: true, modelInUse: true, signedIn: false };

describe('the list of offers for the VS Code chat', () => {
  test('is empty without a model', () => {
    assert.deepEqual(offersFor(defaultSettings, { ...inUse, hasModels: false }), []);
  });

  test('contains anonymous access if VS Code would require a sign-in', () => {
    assert.deepEqual(offersFor(defaultSettings, { ...inUse, modelInUse: false }), ['signIn']);
    assert.deepEqual(offersFor(defaultSettings, { ...inUse, modelInUse: false, signedIn: true }), []);
    assert.deepEqual(offersFor({ ...defaultSettings, anonymousAccess: true }, { ...inUse, modelInUse: false }), []);
  });

  test('contains the utility model once an Open LLM model is in use, unless VS Code uses the chat model', () => {
    assert.deepEqual(offersFor(defaultSettings, { ...inUse, signedIn: true }), ['utilityModel']);
    assert.deepEqual(
      offersFor({ ...defaultSettings, utilityModelDefault: 'mainAgent' }, { ...inUse, signedIn: true }),
      [],
    );
  });

  test('contains the utility model immediately if the agent requires one', () => {
    const settings = { ...defaultSettings, utilityModelDefault: 'none' };
    assert.deepEqual(offersFor(settings, { hasModels: true, modelInUse: false, signedIn: true }), ['utilityModel']);
  });

  test('contains the Copilot harness if it is the default agent and does not list Open LLM models', () => {
    const settings = { ...defaultSettings, copilotHarness: true };
    assert.deepEqual(offersFor(settings, { hasModels: true, modelInUse: false, signedIn: true }), ['harness']);
    assert.deepEqual(
      offersFor({ ...settings, harnessModels: true }, { ...inUse, modelInUse: false, signedIn: true }),
      [],
    );
  });

  test('is empty in a VS Code version without these settings', () => {
    assert.deepEqual(offersFor({}, inUse), []);
  });
});
