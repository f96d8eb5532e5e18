// Bundles the extension into dist/extension.cjs.
import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';

const { metafile } = await build({
  metafile: true,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.cjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  conditions: ['open-llm-source'],
  external: ['vscode'],
  sourcemap: true,
  minify: true,
  keepNames: true,
  logLevel: 'warning',
});
// The contents of the bundle, for THIRD-PARTY-NOTICES.
mkdirSync('target', { recursive: true });
writeFileSync('target/extension.meta.json', JSON.stringify(metafile));
