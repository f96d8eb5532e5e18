// Packages the extension: dist/open-llm-PLATFORM.vsix with a Java runtime, for the current platform and for those for
// which the build has linked a runtime, and dist/open-llm-universal.vsix, which uses a Java runtime on the user's
// machine.
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { bundled, componentsOf, noticesOf } from '../../protocol/node/scripts/thirdParty.mjs';

const server = new URL('../../server/target/', import.meta.url);
const serverSource = new URL('../../server/src/', import.meta.url);
const client = new URL('../', import.meta.url);
const staging = new URL('target/', client);
const serverFiles = ['open-llm.jar', 'open-llm.flags'];

await requireFile(new URL('dist/extension.cjs', client), 'Run `npm run build` first.');
await requireFile(new URL('open-llm.jar', server), 'Run `mvn -pl server -am package -DskipTests` first.');

// Two builds of one commit create identical packages, because the time of every entry is the time in pom.xml.
const pom = await readFile(new URL('../pom.xml', client), 'utf8');
const time = /outputTimestamp>([^<]+)</.exec(pom)[1];
process.env['SOURCE_DATE_EPOCH'] ??= String(Date.parse(time) / 1000);

for (const file of (await readdir(new URL('dist/', client))).filter((name) => name.endsWith('.vsix'))) {
  await rm(new URL(`dist/${file}`, client));
}
const notices = await thirdParty();
await pack('universal', serverFiles, undefined, {});
const runtimes = new URL('runtimes/', server);
const linked = (await exists(runtimes)) ? await readdir(runtimes) : [];
const own = platform();
if (await exists(new URL('runtime/', server))) {
  // An AOT cache belongs to the exact Java runtime with which it was created, and to this kind of machine.
  const caches = (await readdir(server)).filter((file) => /^open-llm-.*\.aot$/.test(file));
  await pack(own, [...serverFiles, 'open-llm.jar.time', ...caches], new URL('runtime/', server), { target: own });
}
for (const target of linked.filter((name) => name !== own)) {
  await pack(target, serverFiles, new URL(`${target}/`, runtimes), { target });
}
if (linked.includes('win32-x64')) {
  // No registry contains a Java runtime for Windows on Arm, which runs x64 executables.
  await pack('win32-arm64', serverFiles, new URL('win32-x64/', runtimes), { target: 'win32-arm64' });
}

/** Writes the notices of all packages and dist/open-llm.cdx.json, the bill of materials of the universal package. */
async function thirdParty() {
  const metafiles = await Promise.all(
    ['extension', 'webview'].map(async (name) =>
      JSON.parse(await readFile(new URL(`target/${name}.meta.json`, client), 'utf8')),
    ),
  );
  const packages = bundled(metafiles, fileURLToPath(client), [
    fileURLToPath(new URL('node_modules/@vscode/codicons', client)),
  ]);
  const bill = JSON.parse(await readFile(new URL('open-llm.cdx.json', server), 'utf8'));
  bill.metadata.component = { type: 'application', name: 'open-llm-provider' };
  bill.components.push(...componentsOf(packages));
  await writeFile(new URL('dist/open-llm.cdx.json', client), JSON.stringify(bill, null, 2));
  const serverNotices = await readFile(new URL('THIRD-PARTY-NOTICES', server), 'utf8');
  const java = 'A package for one platform also contains OpenJDK, whose licenses are in server/runtime/legal.\n';
  return [noticesOf('The extension contains', packages), serverNotices, java].join(`\n${'='.repeat(80)}\n`);
}

/**
 * Copies the contents of a package to a folder, without files that are needed only for the build, and packages them.
 */
async function pack(name, files, runtime, options) {
  const folder = new URL(`vsix-${name}/`, staging);
  await rm(folder, { recursive: true, force: true });
  await mkdir(new URL('dist/', folder), { recursive: true });
  for (const file of ['package.nls.json', 'package.nls.de.json', 'README.md', 'CHANGELOG.md', 'l10n', 'media']) {
    await cp(new URL(file, client), new URL(file, folder), { recursive: true });
  }
  await cp(new URL('../LICENSE', client), new URL('LICENSE', folder));
  await writeFile(new URL('THIRD-PARTY-NOTICES.txt', folder), notices);
  for (const file of ['extension.cjs', 'webview']) {
    await cp(new URL(`dist/${file}`, client), new URL(`dist/${file}`, folder), { recursive: true });
  }
  for (const file of files) {
    await cp(new URL(file, server), new URL(`server/${file}`, folder), { recursive: true, preserveTimestamps: true });
  }
  if (runtime !== undefined) {
    await cp(runtime, new URL('server/runtime/', folder), { recursive: true, dereference: true });
  }
  const {
    scripts,
    dependencies,
    devDependencies,
    private: _,
    ...manifest
  } = JSON.parse(await readFile(new URL('package.json', client), 'utf8'));
  await addBuiltInProviders(manifest);
  await writeFile(new URL('package.json', folder), JSON.stringify(manifest, null, 2));
  const packagePath = fileURLToPath(new URL(`dist/open-llm-${name}.vsix`, client));
  await createVSIX({
    cwd: fileURLToPath(folder),
    packagePath,
    dependencies: false,
    ...options,
  });
}

/**
 * Adds every built-in provider of the server to Add Models. The providers are defined only in the list of the server.
 */
async function addBuiltInProviders({ contributes }) {
  const list = await readFile(
    new URL('main/resources/dev/openllm/server/provider/endpoint/built-in-providers.jsonc', serverSource),
    'utf8',
  );
  const providers = JSON.parse(list.replace(/^\s*\/\/.*$/gm, ''));
  const { service } = contributes.languageModelChatProviders.find(({ configuration }) => configuration).configuration
    .properties;
  for (const { id, name, apiBase } of providers.sort((first, second) => first.name.localeCompare(second.name))) {
    service.enum.push(id);
    service.enumItemLabels.push(name);
    service.enumDescriptions.push((apiBase ?? '').replace(/\$\{[^}]*\}/g, '…'));
  }
}

/** Returns the name of the current platform in VS Code. */
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
