import type { StatusApi, StatusEvents } from '../../src/view/api/status.js';
import { Bridge } from '../shared/bridge.js';
import './statusPage.js';

const page = document.createElement('open-llm-status-page');
page.bridge = new Bridge<StatusApi, StatusEvents>();
document.body.append(page);
