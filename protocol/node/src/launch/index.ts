/// <reference types="node" preserve="true" />
/**
 * The functions with which the packages of this product start the server that they contain. They are not intended for
 * other packages.
 */
export { findJavaRuntime, type JavaPlaces, type JavaRuntime } from './javaRuntime.js';
export { launchCommand, type LaunchCommand, type LaunchOptions } from './launchCommand.js';
export { startupCache } from './startupCache.js';
