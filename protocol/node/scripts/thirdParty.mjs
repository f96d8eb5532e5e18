// Lists third-party packages that esbuild included in a bundle: their licenses for THIRD-PARTY-NOTICES, and their
// components for a CycloneDX bill of materials.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Returns the packages whose files are in the bundles.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @param {string} folder the folder in which esbuild ran
 * @param {readonly string[]} also the paths of further packages, of which files other than scripts are shipped
 */
export function bundled(metafiles, folder, also = []) {
  const folders = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(folder, input).replaceAll('\\', '/'))?.[1])
    .filter((found) => found !== undefined);
  const packages = new Map();
  for (const path of [...folders, ...also]) {
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    if (typeof license !== 'string') {
      throw new Error(`${name} ${version} does not specify a license.`);
    }
    const files = readdirSync(path).filter((file) => /^(licen[sc]e|notice|copying)/i.test(file));
    const text = files
      .map((file) => readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n').trim())
      .join('\n\n');
    packages.set(`${name}@${version}`, { name, version, license, text });
  }
  return [...packages.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** @param {ReturnType<typeof bundled>} packages */
export function noticesOf(what, packages) {
  const list = packages.map(({ name, version, license }) => `- ${name} ${version}: ${license}`).join('\n');
  const texts = packages
    .filter(({ text }) => text !== '')
    .map(({ name, version, text }) => `${'-'.repeat(80)}\n${name} ${version}\n\n${text}\n`);
  return `${what} these packages:\n\n${list}\n\n${texts.join('\n')}`;
}

/** @param {ReturnType<typeof bundled>} packages */
export function componentsOf(packages) {
  return packages.map(({ name, version, license }) => {
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
    const licenses = [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }];
    return { type: 'library', 'bom-ref': purl, name, version, purl, licenses };
  });
}
