// Bundles each page of webview/ into dist/webview/<page>.js, together with the shared icons and style sheet.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'webview');
const target = join(root, 'dist', 'webview');
const codicons = join(dirname(createRequire(import.meta.url).resolve('@vscode/codicons/package.json')), 'dist');

// The names of shared chunks contain hashes, so chunks of an earlier build would remain and be packaged.
rmSync(target, { recursive: true, force: true });
const pages = readdirSync(source).filter((name) => existsSync(join(source, name, 'main.ts')));
const { metafile } = await build({
  metafile: true,
  entryPoints: Object.fromEntries(pages.map((name) => [name, join(source, name, 'main.ts')])),
  outdir: target,
  bundle: true,
  format: 'esm',
  // Shared code is bundled once instead of in every page.
  splitting: true,
  chunkNames: 'shared-[hash]',
  minify: true,
  target: 'es2022',
  tsconfig: join(source, 'tsconfig.json'),
  legalComments: 'none',
  logLevel: 'warning',
});
// The contents of the bundles, for THIRD-PARTY-NOTICES.
mkdirSync(join(root, 'target'), { recursive: true });
writeFileSync(join(root, 'target', 'webview.meta.json'), JSON.stringify(metafile));
for (const file of ['codicon.css', 'codicon.ttf']) {
  cpSync(join(codicons, file), join(target, file));
}
cpSync(join(source, 'shared', 'page.css'), join(target, 'page.css'));
