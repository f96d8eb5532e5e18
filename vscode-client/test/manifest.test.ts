import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

interface Schema {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
}

interface Setting extends Schema {
  readonly scope: string;
}

const manifest = json('../package.json') as {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category?: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
};
/** The schema that the server generates from its table of all configuration settings. */
const schema = json('../../protocol/schema/config.schema.json') as Schema;

const settings: ReadonlyMap<string, Setting> = new Map(
  manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties)),
);

/** Settings that VS Code already has under other names: `http.proxy`, `http.noProxy`, and `http.proxyStrictSSL`. */
const asVsCodeHasThem = ['network.proxy', 'network.noProxy', 'network.strictTls'];
/**
 * Settings that only the client reads, because they are needed before the server runs or control functions of the
 * client.
 */
const ofTheClient = ['java.home', 'chat.sendCommand', 'completion.excludedLanguages', 'commitMessage.model'];

describe('the settings in VS Code', () => {
  test('are those that the server knows, all of them and no others', () => {
    const known = pathsOf(schema).filter((path) => !asVsCodeHasThem.includes(path));
    const offered = [...settings.keys()].map((name) => name.replace('openLLM.', ''));
    assert.deepEqual(offered.sort(), [...known, ...ofTheClient].sort());
  });

  test('offer the words that the server takes', () => {
    for (const [name, setting] of settings) {
      const known = at(schema, name.replace('openLLM.', '').split('.'))?.enum;
      if (known) {
        assert.deepEqual([...(setting.enum ?? [])].sort(), [...known].sort(), name);
      }
    }
  });

  for (const [what, path] of [
    ['provider', ['providers']],
    ['model', ['providers', 'models']],
  ] as const) {
    test(`have every field of a ${what}`, () => {
      const offered = Object.keys(blockAt(settings.get('openLLM.providers'), path.slice(1)));
      const known = Object.keys(blockAt(at(schema, ['providers']), path.slice(1))).filter(isOfSettings);
      // `id` is an alternative name for the `name` of a provider. A command is accepted only in the user's
      // configuration file.
      const spelledOnce =
        what === 'provider' ? known.filter((name) => name !== 'id' && name !== 'apiKeyCommand') : known;
      assert.deepEqual(offered.sort(), spelledOnce.sort());
    });
  }

  test('are all ignored in a workspace that is not trusted', () => {
    const ofWorkspaces = [...settings].filter(([, { scope }]) => scope === 'window').map(([name]) => name);
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.deepEqual([...restricted].sort(), ofWorkspaces.sort());
  });
});

test('all commands stand under Open LLM', () => {
  for (const { command, category } of manifest.contributes.commands) {
    assert.match(command, /^openLLM\./);
    assert.equal(category, 'Open LLM', command);
  }
});

/** Returns the dotted paths of all values, named as in VS Code settings. */
function pathsOf({ properties = {} }: Schema, above = ''): string[] {
  return Object.entries(properties)
    .filter(([name]) => isOfSettings(name))
    .flatMap(([name, value]) => (value.properties ? pathsOf(value, `${above}${name}.`) : [above + name]));
}

function at(from: Schema, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((value, name) => value?.properties?.[name], from);
}

/** Returns the fields of the objects in a list, or in a list nested below it. */
function blockAt(list: Schema | undefined, below: readonly string[]): Readonly<Record<string, Schema>> {
  const [next, ...rest] = below;
  const block = blocksIn(list)[0]?.properties ?? {};
  return next === undefined ? block : blockAt(block[next], rest);
}

function blocksIn(schema: Schema | undefined): Schema[] {
  const inside = [...(schema?.anyOf ?? []), ...(schema?.items ? [schema.items] : [])];
  return schema?.properties ? [schema] : inside.flatMap(blocksIn);
}

/** Returns whether a name can be used in VS Code settings. Files use snake case, such as `api_base`. */
function isOfSettings(name: string): boolean {
  return !name.includes('_');
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8'));
}
