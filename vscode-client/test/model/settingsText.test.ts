import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { settingIn, withSetting } from '../../src/model/settingsText.js';

const name = 'chat.allowAnonymousAccess';

describe('the text of VS Code’s settings with another setting', () => {
  test('has it first, and all else as it was', () => {
    const text = '// Mine {"a": 1}\n{\n    "editor.tabSize": 2, // narrow\n}\n';
    assert.equal(
      withSetting(text, name, true),
      '// Mine {"a": 1}\n{\n    "chat.allowAnonymousAccess": true,\n    "editor.tabSize": 2, // narrow\n}\n',
    );
  });

  test('has another value where it was there', () => {
    const text = '{\n  /* "chat.allowAnonymousAccess": 1 */\n  "chat.allowAnonymousAccess" : false,\n  "a": 1\n}';
    assert.equal(withSetting(text, name, true), text.replace(': false', ': true'));
  });

  test('is not taken in by the same name at another level, or as a value', () => {
    const text = '{"[json]": {"chat.allowAnonymousAccess": false}, "b": "chat.allowAnonymousAccess"}';
    assert.deepEqual(JSON.parse(withSetting(text, name, true)), {
      [name]: true,
      '[json]': { [name]: false },
      b: name,
    });
  });

  test('is read as it is written', () => {
    assert.equal(settingIn('{ // x\n "chat.allowAnonymousAccess": true, }', name), 'true');
    assert.equal(settingIn('{ "a": { "chat.allowAnonymousAccess": true } }', name), undefined);
    assert.equal(settingIn('', name), undefined);
  });

  for (const text of ['', '{}', '{\n}\n']) {
    test(`is valid JSON where there was nothing: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(JSON.parse(withSetting(text, name, true)), { [name]: true });
    });
  }
});
