/// <reference types="node" preserve="true" />
/** How the packages of this product start the server that they contain. Not for other programs. */
export { findJavaRuntime, leastJavaVersion, type JavaPlaces, type JavaRuntime } from './javaRuntime.js';
export { launchCommand, type LaunchCommand, type LaunchOptions } from './launchCommand.js';
export { startupCache } from './startupCache.js';
