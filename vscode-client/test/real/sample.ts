import { createVSIX } from '@vscode/vsce';
import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Home } from './home.js';

const source = join(import.meta.dirname, '../../samples/explain');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** Builds and packages the sample extension that DEVELOPER.md describes, as its author would. */
export async function samplePackage(home: Home): Promise<string> {
  const folder = home.inside('sample');
  await mkdir(folder, { recursive: true });
  await promisify(execFile)(process.execPath, [tsc, '-p', source, '--outDir', join(folder, 'dist')]);
  await cp(join(source, 'package.json'), join(folder, 'package.json'));
  const packagePath = home.inside('sample.vsix');
  await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  return packagePath;
}
