import type { PlaygroundApi, PlaygroundEvents } from '../../src/view/api/playground.js';
import { Bridge } from '../shared/bridge.js';
import './playgroundPage.js';

const page = document.createElement('open-llm-playground-page');
page.bridge = new Bridge<PlaygroundApi, PlaygroundEvents>();
document.body.append(page);
