import type { ProvidersApi, ProvidersEvents } from '../../src/view/api/providers.js';
import { Bridge } from '../shared/bridge.js';
import './providersPage.js';

const page = document.createElement('open-llm-providers-page');
page.bridge = new Bridge<ProvidersApi, ProvidersEvents>();
document.body.append(page);
