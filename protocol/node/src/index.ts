/// <reference types="node" preserve="true" />
export { ChatAnswer } from './answer.js';
export type { OpenLlmClient } from './client.js';
export { capabilitiesOf, connect, type ConnectOptions } from './connect.js';
export { OpenLlmConnection, type ChatRequestOptions, type RequestOptions } from './connection.js';
export { OpenLlmError } from './error.js';
/** @internal */
export { words, type Localizable } from './localizable.js';
export type * from './protocol.js';
