import type { ChatApi, ChatEvents } from '../../src/view/api/chat.js';
import { Bridge } from '../shared/bridge.js';
import './chatPage.js';

document.body.classList.add('view');
const page = document.createElement('open-llm-chat-page');
page.bridge = new Bridge<ChatApi, ChatEvents>();
document.body.append(page);
