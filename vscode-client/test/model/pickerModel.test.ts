import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toPickerModel, toPickerModels, type PickerStrings } from '../../src/model/pickerModel.js';
import { withProviderNames } from '../../src/model/providerNames.js';
import type { PickerModel } from '../../src/model/unstable.js';
import { model } from './models.js';

const words: PickerStrings = {
  t: (message, ...args) => message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
  warningIcon: { id: 'warning' },
};

describe('a model in the model picker', () => {
  test('retains its ID and has its actual model family', () => {
    const shown = show({}, { id: 'work/claude-sonnet-4-6', family: 'claude-sonnet-4-6', model: 'claude-sonnet-4-6' });
    assert.equal(shown.id, 'work/claude-sonnet-4-6');
    assert.equal(shown.family, 'claude-sonnet-4-6');
    assert.notEqual(shown.version, '');
  });

  test('can be selected', () => {
    assert.equal(show().isUserSelectable, true);
  });

  test('cannot be selected if it is the built-in model', () => {
    const echo = model({}, { id: 'echo/echo', provider: 'echo' });
    const selectable = (models: (typeof echo)[]): boolean[] =>
      toPickerModels(models, words).map(({ isUserSelectable }) => isUserSelectable);
    assert.deepEqual(selectable([echo]), [false]);
    assert.deepEqual(selectable([echo, model()]), [false, true]);
  });

  test('includes its capabilities and token limits', () => {
    const shown = show({ tools: true, vision: true });
    assert.deepEqual(shown.capabilities, { imageInput: true, toolCalling: 128 });
    assert.equal(shown.maxInputTokens, 32_768);
    assert.equal(shown.maxOutputTokens, 8192);
  });

  test('has no field that requires a proposed API of VS Code', () => {
    const fields = Object.keys(show({ tools: true, reasoningEfforts: ['low'] }, { warning: 'No API key.' }));
    assert.deepEqual(
      fields.filter((field) => ['isDefault', 'requiresAuthorization', 'isBYOK'].includes(field)),
      [],
    );
    assert.equal('editTools' in show({ tools: true }).capabilities, false);
  });

  test('has a one-line tooltip with its context size, capabilities, and prices', () => {
    const shown = show(
      { tools: true, reasoning: true },
      {
        pricing: { input: 3, output: 15 },
        sources: { 'limits.contextTokens': 'ollama /api/show', pricing: 'models.dev' },
      },
    );
    assert.equal(shown.tooltip, '41K context · tools · reasoning · $3.00 in, $15.00 out per 1M tokens');
  });

  test('has a tooltip that indicates assumed limits', () => {
    const shown = show(
      { tools: true, vision: true },
      {
        limits: { contextTokens: 200_000, maxInputTokens: 190_000, maxOutputTokens: 10_000 },
        sources: { 'limits.contextTokens': 'assumed' },
      },
    );
    assert.equal(shown.tooltip, '200K context · tools · vision · limits assumed');
  });

  test('shows the display name of its provider', () => {
    const [named] = withProviderNames([model()], [{ name: 'local', displayName: 'My Computer' }]);
    assert.ok(named);
    assert.equal(toPickerModel(named, words).detail, 'My Computer');
    assert.equal(show().detail, 'local');
  });

  test('is labeled as free if its prices are zero', () => {
    assert.equal(show({}, { pricing: { input: 0, output: 0 } }).pricing, 'Free');
  });

  test('shows a warning if it might not work', () => {
    const shown = show({}, { warning: 'No API key. Run the "Open LLM: Set Key" command.' });
    assert.deepEqual(shown.statusIcon, { id: 'warning' });
    assert.match(shown.tooltip ?? '', /^No API key/);
  });

  test('offers its reasoning efforts and the default of the provider', () => {
    const effort = show({ reasoning: true, reasoningEfforts: ['low', 'high'] }).configurationSchema?.properties[
      'reasoningEffort'
    ];
    assert.deepEqual(effort?.enum, ['default', 'low', 'high']);
    assert.deepEqual(effort?.enumItemLabels, ['Default', 'Low', 'High']);
    assert.equal(effort?.default, 'default');
  });

  test('offers no reasoning effort if it defines no levels', () => {
    assert.equal(show({ reasoning: true }).configurationSchema, undefined);
  });
});

function show(...facts: Parameters<typeof model>): PickerModel {
  return toPickerModel(model(...facts), words);
}
