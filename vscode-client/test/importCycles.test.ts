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

/** Returns each path of imports that leads from a file back to itself. */
function cyclesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const begun = way.indexOf(file);
    if (begun >= 0) {
      cycles.push([...way.slice(begun), file]);
    } else if (!done.has(file)) {
      imports.get(file)?.forEach((imported) => visit(imported, [...way, file]));
      done.add(file);
    }
  };
  [...imports.keys()].forEach((file) => visit(file, []));
  return cycles;
}

describe('The files of a program import each other without cycles', () => {
  for (const folder of ['vscode-client/src', 'vscode-client/webview', 'vscode-client/test', 'protocol/node/src']) {
    test(folder, () => {
      const imports = importsIn(join(root, folder));
      const named = cyclesIn(imports).map((cycle) => cycle.map((file) => relative(root, file)).join(' -> '));
      assert.ok(imports.size > 5);
      assert.deepEqual(named, []);
    });
  }

  test('every relative import names a file of TypeScript, so that none is overlooked', () => {
    const imported = ['vscode-client/src', 'vscode-client/webview'].flatMap((folder) =>
      [...importsIn(join(root, folder)).values()].flat(),
    );
    assert.deepEqual(
      imported.filter((file) => !existsSync(file)),
      [],
    );
  });

  test('a cycle of three files is found, also where types alone are imported', () => {
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
    const names = cyclesIn(new Map(imports)).map((cycle) => cycle.map((file) => relative('.', file)));
    assert.deepEqual(names, [['a.ts', 'b.ts', 'c.ts', 'a.ts']]);
  });
});
