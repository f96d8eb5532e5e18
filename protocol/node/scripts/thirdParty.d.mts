import type { Metafile } from 'esbuild';

export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The text of the license; empty if the package has no license file. */
  readonly text: string;
}

export declare function bundled(metafiles: readonly Metafile[], folder: string, also?: readonly string[]): Bundled[];
export declare function noticesOf(what: string, packages: readonly Bundled[]): string;
export declare function componentsOf(packages: readonly Bundled[]): object[];
