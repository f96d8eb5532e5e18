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

const manifest = readJson('../package.json') as {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category?: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
};
/** The schema that the server generates from its table of all configuration settings. */
const schema = readJson('../../protocol/schema/config.schema.json') as Schema;

const settings: ReadonlyMap<string, Setting> = new Map(
  manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties)),
);

/** Settings that VS Code already has under other names: `http.proxy`, `http.noProxy`, and `http.proxyStrictSSL`. */
const vsCodeEquivalents = ['network.proxy', 'network.noProxy', 'network.strictTls'];
/**
 * Settings that only the client reads, because they are needed before the server runs or control functions of the
 * client.
 */
const clientOnly = ['java.home', 'chat.sendCommand', 'completion.excludedLanguages', 'commitMessage.model'];

describe('the settings in VS Code', () => {
  test('match the settings of the server, plus the settings that only the client reads', () => {
    const supported = pathsOf(schema).filter((path) => !vsCodeEquivalents.includes(path));
    const contributed = [...settings.keys()].map((name) => name.replace('openLLM.', ''));
    assert.deepEqual(contributed.sort(), [...supported, ...clientOnly].sort());
  });

  test('allow the same enum values as the server', () => {
    for (const [name, setting] of settings) {
      const allowed = schemaAt(schema, name.replace('openLLM.', '').split('.'))?.enum;
      if (allowed) {
        assert.deepEqual([...(setting.enum ?? [])].sort(), [...allowed].sort(), name);
      }
    }
  });

  for (const [kind, path] of [
    ['provider', ['providers']],
    ['model', ['providers', 'models']],
  ] as const) {
    test(`define the same ${kind} fields as the server`, () => {
      const contributed = Object.keys(fieldsAt(settings.get('openLLM.providers'), path.slice(1)));
      const supported = Object.keys(fieldsAt(schemaAt(schema, ['providers']), path.slice(1))).filter(isSettingName);
      // `id` is an alternative name for the `name` of a provider. A command is accepted only in the user's
      // configuration file.
      const expected =
        kind === 'provider' ? supported.filter((name) => name !== 'id' && name !== 'apiKeyCommand') : supported;
      assert.deepEqual(contributed.sort(), expected.sort());
    });
  }

  test('that a workspace can change are all restricted in untrusted workspaces', () => {
    const workspaceSettings = [...settings].filter(([, { scope }]) => scope === 'window').map(([name]) => name);
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.deepEqual([...restricted].sort(), workspaceSettings.sort());
  });
});

test('all commands are in the Open LLM category', () => {
  for (const { command, category } of manifest.contributes.commands) {
    assert.match(command, /^openLLM\./);
    assert.equal(category, 'Open LLM', command);
  }
});

/** Returns the dotted paths of all values, named as in VS Code settings. */
function pathsOf({ properties = {} }: Schema, prefix = ''): string[] {
  return Object.entries(properties)
    .filter(([name]) => isSettingName(name))
    .flatMap(([name, value]) => (value.properties ? pathsOf(value, `${prefix}${name}.`) : [prefix + name]));
}

function schemaAt(root: Schema, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((value, name) => value?.properties?.[name], root);
}

/** Returns the fields of the objects in a list, or in a list nested below it. */
function fieldsAt(list: Schema | undefined, path: readonly string[]): Readonly<Record<string, Schema>> {
  const [next, ...rest] = path;
  const fields = objectSchemasIn(list)[0]?.properties ?? {};
  return next === undefined ? fields : fieldsAt(fields[next], rest);
}

function objectSchemasIn(schema: Schema | undefined): Schema[] {
  const nested = [...(schema?.anyOf ?? []), ...(schema?.items ? [schema.items] : [])];
  return schema?.properties ? [schema] : nested.flatMap(objectSchemasIn);
}

/** Returns whether a name can be used in VS Code settings. Files use snake case, such as `api_base`. */
function isSettingName(name: string): boolean {
  return !name.includes('_');
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8'));
}
