import { readFile } from 'node:fs/promises';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

const schemaFolder = new URL('../../schema/', import.meta.url);

interface OpenRpcContent {
  readonly schema: { readonly $ref: string };
}

interface OpenRpcMethod {
  readonly name: string;
  readonly description: string;
  readonly params: readonly OpenRpcContent[];
  readonly result?: OpenRpcContent;
}

/**
 * Returns the content of `src/protocol.ts`: a type for every record of the contract, and a map from method names to
 * types.
 */
export async function generateTypes(): Promise<string> {
  const schema = JSON.parse(await readFile(new URL('openllm.schema.json', schemaFolder), 'utf8')) as JSONSchema;
  const toServer = await methodsOf('openrpc.json');
  const toClient = await methodsOf('openrpc-client.json');
  const records = await compile({ ...forCompiler(schema), type: 'object' }, 'OpenLlmProtocol', {
    additionalProperties: false,
    bannerComment: '',
    unreachableDefinitions: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  return [
    '// Generated from protocol/schema by `npm run generate`. Do not edit.',
    '',
    withoutRoot(records),
    methodMap('ServerRequests', 'Requests to the server.', toServer, true),
    methodMap('ServerNotifications', 'Notifications to the server.', toServer, false),
    methodMap('ClientRequests', 'Requests from the server to a client.', toClient, true),
    methodMap('ClientNotifications', 'Notifications from the server to a client.', toClient, false),
  ].join('\n');
}

async function methodsOf(file: string): Promise<readonly OpenRpcMethod[]> {
  const { methods } = JSON.parse(await readFile(new URL(file, schemaFolder), 'utf8')) as {
    methods: readonly OpenRpcMethod[];
  };
  return methods;
}

/**
 * Adapts the schema to the compiler. An object without specified properties can contain any properties (such as tool
 * arguments or a JSON Schema), a schema that consists of a description allows any value, and a description next to a
 * `$ref` describes the field rather than another type.
 */
function forCompiler(schema: JSONSchema): JSONSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if ('$ref' in value && 'description' in value) {
      return { allOf: [{ $ref: value.$ref }], description: value.description };
    }
    if (Object.keys(value).join() === 'description') {
      return { tsType: 'unknown', ...value };
    }
    const isFreeObject = 'type' in value && value.type === 'object' && !('properties' in value);
    return isFreeObject ? { additionalProperties: true, ...value } : value;
  }) as JSONSchema;
}

/** Removes the root type. The compiler requires one, but the contract consists of definitions only. */
function withoutRoot(types: string): string {
  const parts = types.split(/^(?=\/\*\*)/m);
  return parts
    .filter((part) => !part.includes('interface OpenLlmProtocol '))
    .map((part) => part.replace(/^ \* This interface was referenced by .*\n \* via the `definition` .*\n/m, ''))
    .map((part) => part.replace(/ \*\n \*\//, ' */'))
    .join('');
}

function methodMap(name: string, description: string, methods: readonly OpenRpcMethod[], answered: boolean): string {
  const lines = methods
    .filter((method) => (method.result !== undefined) === answered)
    .map((method) => {
      const params = typeName(method.params[0]);
      const types = method.result ? `{ params: ${params}; result: ${typeName(method.result)} }` : params;
      return `  /** ${method.description} */\n  '${method.name}': ${types};`;
    });
  return `/** ${description} */\nexport interface ${name} {\n${lines.join('\n')}\n}\n`;
}

function typeName(content: OpenRpcContent | undefined): string {
  return content?.schema.$ref.split('/').at(-1) ?? 'void';
}
