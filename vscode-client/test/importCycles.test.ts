import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, test } from 'node:test';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');

/**
 * Returns the relative imports of each file. Type imports are included because they also make a file depend on another.
 */
function importsIn(folder: string): Map<string, string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => join(folder, path));
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(file, 'utf8'))]));
}

function importsOf(file: string, source: string): string[] {
  return ts
    .preProcessFile(source)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => resolve(dirname(file), name.replace(/\.js$/, '.ts')));
}

/** Returns each chain of imports that leads from a file back to itself. */
function cyclesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
    } else if (!done.has(file)) {
      imports.get(file)?.forEach((imported) => visit(imported, [...path, file]));
      done.add(file);
    }
  };
  [...imports.keys()].forEach((file) => visit(file, []));
  return cycles;
}

describe('relative imports', () => {
  for (const folder of ['vscode-client/src', 'vscode-client/webview', 'vscode-client/test', 'protocol/node/src']) {
    test(`have no cycles in ${folder}`, () => {
      const imports = importsIn(join(root, folder));
      const cycles = cyclesIn(imports).map((cycle) => cycle.map((file) => relative(root, file)).join(' -> '));
      assert.ok(imports.size > 5);
      assert.deepEqual(cycles, []);
    });
  }

  test('refer to existing TypeScript files, so no import is overlooked', () => {
    const imported = ['vscode-client/src', 'vscode-client/webview'].flatMap((folder) =>
      [...importsIn(join(root, folder)).values()].flat(),
    );
    assert.deepEqual(
      imported.filter((file) => !existsSync(file)),
      [],
    );
  });

  test('that form a cycle of three files are detected, including type-only imports', () => {
    const files = {
      a: `import type { B } from './b.js';`,
      b: `import { c } from './c.js'; import './d.js';`,
      c: `export { a } from './a.js';`,
      d: '',
    };
    const imports = Object.entries(files).map(([name, source]) => {
      const file = resolve(`${name}.ts`);
      return [file, importsOf(file, source)] as const;
    });
    const cycles = cyclesIn(new Map(imports)).map((cycle) => cycle.map((file) => relative('.', file)));
    assert.deepEqual(cycles, [['a.ts', 'b.ts', 'c.ts', 'a.ts']]);
  });
});
