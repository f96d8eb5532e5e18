import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ResponseChange, ChatUpdate, Turn } from '../../src/chat/session.js';
import { unavailableReason, PageBrowser } from './browser.js';
import { answer, ChatHost, question, textAnswer } from './chatHost.js';
import { formatWork, measureWork } from './mainThreadWork.js';

const why = unavailableReason();

/** The number of chunks that arrive within a frame. */
const chunksPerFrame = 25;
/** The maximum number of elements that can be rendered in one frame: the elements of a few blocks. */
const maxElementsPerFrame = 100;

describe('the chat page under load', { skip: why ?? false }, () => {
  let browser: PageBrowser;
  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.stop());

  test('renders only the new part of a response with 10,000 chunks', async () => {
    const host = new ChatHost([
      question('q', 'Write a long article about lighthouses.'),
      answer('a', { state: 'running' }),
    ]);
    const { page, close } = await browser.open('chat', { routes: host.routes(), width: 420, height: 800 });
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    const chunks = longResponse(10_000);
    await page.evaluate(sendFrame, [change({ kind: 'step', step: 0, value: { kind: 'text', round: 0, text: 'An ' } })]);
    await page.evaluate(watchResponse);
    let mostElements = 0;
    const work = await measureWork(page, async () => {
      for (let at = 0; at < chunks.length; at += chunksPerFrame) {
        const appended = chunks.slice(at, at + chunksPerFrame).map((text) => change({ kind: 'append', step: 0, text }));
        mostElements = Math.max(mostElements, await page.evaluate(sendFrame, appended));
      }
    });
    const renderedLength = await page
      .locator('open-llm-markdown')
      .evaluate((view) => view.shadowRoot?.textContent?.length ?? 0);
    assert.ok(renderedLength > chunks.join('').length / 2, `only ${renderedLength} characters were rendered`);
    assert.equal(
      await page.evaluate(() => window.watched.first?.isConnected),
      true,
      'a complete block was rendered again',
    );
    assert.ok(mostElements <= maxElementsPerFrame, `${mostElements} elements were rendered in one frame`);
    console.log(`10,000 chunks: at most ${mostElements} elements rendered in a frame; ${formatWork(work)}`);
    await close();
  });

  test('renders only the end of a chat of 500 messages, and earlier messages when the user scrolls up', async () => {
    const turns: Turn[] = Array.from({ length: 250 }, (_, index) => [
      question(`q${index}`, `Question ${index}`),
      textAnswer(
        `a${index}`,
        `Answer **${index}**.\n\n\`\`\`ts\nconst answer: number = ${index};\n\`\`\`\n\n- one\n- two`,
      ),
    ]).flat();
    const { page, close } = await browser.open('chat', { routes: new ChatHost().routes(), width: 420, height: 800 });
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    const sessionUpdate: ChatUpdate = {
      kind: 'session',
      session: { id: 'long', title: 'Long', changedAtMs: 1, turns },
      attachments: [],
    };
    const work = await measureWork(page, () => page.evaluate(sendFrame, [sessionUpdate]));
    assert.ok(await page.getByText('Answer 249.').isVisible());
    const rendered = (): Promise<number> => page.locator('open-llm-answer').count();
    assert.ok((await rendered()) <= 40, 'messages far from the end were rendered');
    console.log(`500 messages: ${formatWork(work)}`);
    const initially = await rendered();
    await page.getByRole('region', { name: 'Conversation' }).evaluate((region) => (region.scrollTop = 0));
    await page.waitForFunction(
      (count) =>
        document
          .querySelector('open-llm-chat-page')
          ?.shadowRoot?.querySelector('open-llm-conversation')
          ?.shadowRoot?.querySelectorAll('open-llm-answer').length !== count,
      initially,
    );
    // After a few frames, exactly one more portion has been rendered, because the visible content has not moved.
    await page.evaluate(sendFrame, []);
    await page.evaluate(sendFrame, []);
    assert.equal(await rendered(), initially + 10);
    assert.ok((await page.getByRole('region', { name: 'Conversation' }).evaluate(({ scrollTop }) => scrollTop)) > 0);
    await close();
  });
});

function change(value: ResponseChange): ChatUpdate {
  return { kind: 'change', turn: 'a', change: value };
}

// The following functions run in the page. Named functions inside them would need a helper of the compiler.

declare global {
  interface Window {
    watched: { elements: number; first?: Element | null | undefined };
  }
}

/** Counts the elements that are added to the response. */
function watchResponse(): void {
  const view = document
    .querySelector('open-llm-chat-page')
    ?.shadowRoot?.querySelector('open-llm-conversation')
    ?.shadowRoot?.querySelector('open-llm-answer')
    ?.shadowRoot?.querySelector('open-llm-markdown')?.shadowRoot;
  window.watched = { elements: 0 };
  new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      window.watched.elements += node instanceof Element ? 1 + node.querySelectorAll('*').length : 0;
    }
    // As soon as further blocks follow, the first block can no longer change.
    window.watched.first ??= (view?.children.length ?? 0) > 3 ? view?.firstElementChild?.firstElementChild : undefined;
  }).observe(view ?? document, { childList: true, subtree: true });
}

/** Sends the page the updates of one frame. Returns how many elements the page has rendered for them. */
async function sendFrame(values: readonly ChatUpdate[]): Promise<number> {
  window.watched ??= { elements: 0 };
  window.watched.elements = 0;
  dispatchEvent(new MessageEvent('message', { data: { kind: 'progress', id: 1, values } }));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return window.watched.elements;
}

/** Returns paragraphs, lists, tables, and code, divided into chunks as models send them. */
function longResponse(chunks: number): string[] {
  const section = (number: number): string =>
    `## Section ${number}\n\nThe light of *lighthouse* ${number} rotates **slowly** and is visible from afar.\n\n` +
    '- one\n- two\n- three\n\n```ts\nexport function rotate(by: number): string {\n  return `rotated ${by}`; // done\n}\n```\n\n' +
    `| name | height |\n|---|---:|\n| tower ${number} | 42 |\n\n`;
  const text = Array.from({ length: chunks }, (_, number) => section(number)).join('');
  return Array.from({ length: chunks }, (_, index) => text.slice(index * 5, index * 5 + 5));
}
