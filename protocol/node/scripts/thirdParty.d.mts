import type { Metafile } from 'esbuild';

export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Of its license; empty where the package has none. */
  readonly text: string;
}

export declare function bundled(metafiles: readonly Metafile[], folder: string, also?: readonly string[]): Bundled[];
export declare function noticesOf(what: string, packages: readonly Bundled[]): string;
export declare function componentsOf(packages: readonly Bundled[]): object[];
