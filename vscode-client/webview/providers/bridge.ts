import type { ProvidersApi, ProvidersEvents } from '../../src/view/api/providers.js';
import type { Bridge } from '../shared/bridge.js';

/** The connection of the Providers and Models page to the extension. */
export type ProvidersBridge = Bridge<ProvidersApi, ProvidersEvents>;
