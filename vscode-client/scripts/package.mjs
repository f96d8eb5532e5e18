// Packs the extension: dist/open-llm-PLATFORM.vsix with its own Java runtime, for the platform this runs on, and
// dist/open-llm-universal.vsix, which finds a Java on the user's machine.
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const server = new URL('../../server/target/', import.meta.url);
const serverSource = new URL('../../server/src/', import.meta.url);
const client = new URL('../', import.meta.url);
const staging = new URL('target/', client);
const serverFiles = ['open-llm.jar', 'open-llm.flags'];

await requireFile(new URL('dist/extension.cjs', client), 'Run `npm run build` first.');
await requireFile(new URL('open-llm.jar', server), 'Run `mvn -pl server -am package -DskipTests` first.');

await pack('universal', serverFiles, {});
if (await exists(new URL('runtime/', server))) {
  const target = platform();
  const caches = (await readdir(server)).filter((file) => /^open-llm-.*\.aot$/.test(file));
  await pack(target, [...serverFiles, 'runtime', 'open-llm.jar.time', ...caches], { target });
}

/** Lays out what goes into one package, without anything that is only for building, and packs it. */
async function pack(name, files, options) {
  const folder = new URL(`vsix-${name}/`, staging);
  await rm(folder, { recursive: true, force: true });
  await mkdir(new URL('dist/', folder), { recursive: true });
  for (const file of ['package.nls.json', 'package.nls.de.json', 'README.md', 'l10n', 'media']) {
    await cp(new URL(file, client), new URL(file, folder), { recursive: true });
  }
  await cp(new URL('../LICENSE', client), new URL('LICENSE', folder));
  for (const file of ['extension.cjs', 'webview']) {
    await cp(new URL(`dist/${file}`, client), new URL(`dist/${file}`, folder), { recursive: true });
  }
  for (const file of files) {
    await cp(new URL(file, server), new URL(`server/${file}`, folder), { recursive: true, preserveTimestamps: true });
  }
  const {
    scripts,
    dependencies,
    devDependencies,
    private: _,
    ...manifest
  } = JSON.parse(await readFile(new URL('package.json', client), 'utf8'));
  await offerKnownServices(manifest);
  await writeFile(new URL('package.json', folder), JSON.stringify(manifest, null, 2));
  const packagePath = fileURLToPath(new URL(`dist/open-llm-${name}.vsix`, client));
  await createVSIX({
    cwd: fileURLToPath(folder),
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    ...options,
  });
}

/** Add Models offers every service that the server knows: they are listed there, and nowhere a second time. */
async function offerKnownServices({ contributes }) {
  const list = await readFile(
    new URL('main/resources/dev/openllm/server/provider/endpoint/built-in-providers.jsonc', serverSource),
    'utf8',
  );
  const services = JSON.parse(list.replace(/^\s*\/\/.*$/gm, ''));
  const { service } = contributes.languageModelChatProviders.find(({ configuration }) => configuration).configuration
    .properties;
  for (const { id, name, apiBase } of services.sort((one, other) => one.name.localeCompare(other.name))) {
    service.enum.push(id);
    service.enumItemLabels.push(name);
    service.enumDescriptions.push((apiBase ?? '').replace(/\$\{[^}]*\}/g, '…'));
  }
}

/** The name VS Code gives the platform this runs on. */
function platform() {
  const isMusl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return `${isMusl ? 'alpine' : process.platform}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
}

async function exists(url) {
  return stat(url).then(
    () => true,
    () => false,
  );
}

async function requireFile(url, remedy) {
  if (!(await exists(url))) {
    console.error(`${fileURLToPath(url)} is missing. ${remedy}`);
    process.exit(1);
  }
}
