import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import ts from 'typescript';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const examplesFolder = new URL('../../examples/', import.meta.url);
const types = readdirSync(examplesFolder);

interface Example {
  readonly type: string;
  readonly name: string;
  readonly text: string;
}

const examples: readonly Example[] = types.flatMap((type) =>
  readdirSync(new URL(`${type}/`, examplesFolder)).map((name) => ({
    type,
    name: `${type}/${name}`,
    text: readFileSync(new URL(`${type}/${name}`, examplesFolder), 'utf8'),
  })),
);

test('every example matches its TypeScript type and has no unknown fields', () => {
  const source = [
    `import type * as protocol from '../src/protocol.js';`,
    ...examples.map(({ type, text }, index) => `export const example${index}: protocol.${type} = ${text};`),
  ].join('\n');
  assert.deepEqual(compileErrors(source), []);
});

test('a field that the type does not define is a compile error', () => {
  const source = `import type * as protocol from '../src/protocol.js';
export const wrong: protocol.SecretStorageKey = { key: 'a', value: 'b' };`;
  assert.equal(compileErrors(source).length, 1);
});

for (const { name, text } of examples) {
  test(`${name} is received unchanged over a connection`, async () => {
    const wire = new PassThrough();
    const sender = createMessageConnection(new StreamMessageReader(new PassThrough()), new StreamMessageWriter(wire));
    const receiver = createMessageConnection(new StreamMessageReader(wire), new StreamMessageWriter(new PassThrough()));
    const received = new Promise<unknown>((resolve) => receiver.onNotification('example', resolve));
    receiver.listen();
    await sender.sendNotification('example', JSON.parse(text));
    assert.deepEqual(await received, JSON.parse(text));
    sender.dispose();
    receiver.dispose();
  });
}

/** Returns the compiler errors in a module, as if it were located next to this test. */
function compileErrors(source: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  };
  const fileName = fileURLToPath(new URL('examples.generated.ts', import.meta.url));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === fileName || fileExists(file);
  host.getSourceFile = (file, languageVersion) =>
    file === fileName ? ts.createSourceFile(file, source, languageVersion) : getSourceFile(file, languageVersion);
  const program = ts.createProgram([fileName], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start, file }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
