import type { PlaygroundApi, PlaygroundEvents } from '../../src/view/api/playground.js';
import type { Bridge } from '../shared/bridge.js';

/** The connection of the playground page to the extension. */
export type PlaygroundBridge = Bridge<PlaygroundApi, PlaygroundEvents>;
