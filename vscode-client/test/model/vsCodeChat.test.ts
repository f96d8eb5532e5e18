import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { offersFor, type ChatSettings, type ChatSituation } from '../../src/model/vsCodeChat.js';

/** The settings of VS Code 1.139 with an empty profile. */
const fresh: ChatSettings = {
  anonymousAccess: false,
  utilityModelDefault: 'copilot',
  copilotHarness: false,
  harnessModels: false,
};
const inUse: ChatSituation = { hasModels: true, modelInUse: true, signedIn: false };

describe('what is offered for VS Code’s chat', () => {
  test('is nothing without a model', () => {
    assert.deepEqual(offersFor(fresh, { ...inUse, hasModels: false }), []);
  });

  test('is anonymous access where VS Code would ask for a sign-in', () => {
    assert.deepEqual(offersFor(fresh, { ...inUse, modelInUse: false }), ['signIn']);
    assert.deepEqual(offersFor(fresh, { ...inUse, modelInUse: false, signedIn: true }), []);
    assert.deepEqual(offersFor({ ...fresh, anonymousAccess: true }, { ...inUse, modelInUse: false }), []);
  });

  test('is the chosen model for small requests once one of ours is used, also where they would go to GitHub', () => {
    assert.deepEqual(offersFor(fresh, { ...inUse, signedIn: true }), ['utilityModel']);
    assert.deepEqual(offersFor({ ...fresh, utilityModelDefault: 'mainAgent' }, { ...inUse, signedIn: true }), []);
  });

  test('is the chosen model for small requests at once where the agent refuses to work without one', () => {
    const settings = { ...fresh, utilityModelDefault: 'none' };
    assert.deepEqual(offersFor(settings, { hasModels: true, modelInUse: false, signedIn: true }), ['utilityModel']);
  });

  test('is to list our models in the Copilot harness where that is the default agent', () => {
    const settings = { ...fresh, copilotHarness: true };
    assert.deepEqual(offersFor(settings, { hasModels: true, modelInUse: false, signedIn: true }), ['harness']);
    assert.deepEqual(
      offersFor({ ...settings, harnessModels: true }, { ...inUse, modelInUse: false, signedIn: true }),
      [],
    );
  });

  test('is nothing in a VS Code without these settings', () => {
    assert.deepEqual(offersFor({}, inUse), []);
  });
});
