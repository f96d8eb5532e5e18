import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getSetting, withSetting } from '../../src/model/settingsText.js';

const name = 'chat.allowAnonymousAccess';

describe('the text of the VS Code settings', () => {
  test('contains an added setting first, with everything else unchanged', () => {
    const text = '// My settings {"a": 1}\n{\n    "editor.tabSize": 2, // narrow\n}\n';
    assert.equal(
      withSetting(text, name, true),
      '// My settings {"a": 1}\n{\n    "chat.allowAnonymousAccess": true,\n    "editor.tabSize": 2, // narrow\n}\n',
    );
  });

  test('contains the new value of an existing setting', () => {
    const text = '{\n  /* "chat.allowAnonymousAccess": 1 */\n  "chat.allowAnonymousAccess" : false,\n  "a": 1\n}';
    assert.equal(withSetting(text, name, true), text.replace(': false', ': true'));
  });

  test('is not changed where the setting name is nested or used as a value', () => {
    const text = '{"[json]": {"chat.allowAnonymousAccess": false}, "b": "chat.allowAnonymousAccess"}';
    assert.deepEqual(JSON.parse(withSetting(text, name, true)), {
      [name]: true,
      '[json]': { [name]: false },
      b: name,
    });
  });

  test('is searched only for top-level settings, and can contain comments', () => {
    assert.equal(getSetting('{ // x\n "chat.allowAnonymousAccess": true, }', name), 'true');
    assert.equal(getSetting('{ "a": { "chat.allowAnonymousAccess": true } }', name), undefined);
    assert.equal(getSetting('', name), undefined);
  });

  for (const text of ['', '{}', '{\n}\n']) {
    test(`is valid JSON after a setting is added to empty text: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(JSON.parse(withSetting(text, name, true)), { [name]: true });
    });
  }
});
