import type { Page } from 'playwright-core';
import { textsOfPages } from '../texts.js';

/** Returns a visible translation, in which every string of the pages is in brackets. */
export function bracketed(): Record<string, string> {
  return Object.fromEntries([...textsOfPages()].map((text) => [text, `⟦${text}⟧`]));
}

/** Units and names that are identical in all languages. */
const invariant = ['min', 'KB', 'MB', 'Java', 'VS Code', 'config.yaml'];

/**
 * Returns the untranslated strings that a page in the {@link bracketed} translation shows or announces to a screen
 * reader. Returns an empty array if all strings are translated.
 *
 * @param received strings that the page received from its host: names, numbers, and messages from the server
 */
export async function untranslated(page: Page, received: readonly string[]): Promise<string[]> {
  const shown = await page.evaluate<string[]>(`(${collect})(document)`);
  const hosts = received.filter((text) => URL.canParse(text)).map((text) => new URL(text).host);
  const allowed = [...received, ...hosts, ...invariant]
    .filter((text) => /\p{L}/u.test(text))
    .sort((a, b) => b.length - a.length);
  return [...new Set(shown)].filter((text) => /\p{L}{2,}/u.test(without(text, allowed)));
}

function without(text: string, allowed: readonly string[]): string {
  let rest = text.replace(/https?:\/\/\S+/g, ' ');
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  }
  return allowed.reduce((left, received) => left.replaceAll(received, ' '), rest);
}

/** The function runs in the page. It is a string because a compiled function might call helpers of the compiler. */
const collect = `function collect(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE && !/^(STYLE|SCRIPT|TITLE)$/.test(node.parentNode.nodeName)) {
      found.push(node.textContent.trim());
    }
    if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'label', 'alt']) {
        found.push(node.getAttribute(name) ?? '');
      }
      if (node.shadowRoot) {
        found.push(...collect(node.shadowRoot));
      }
    }
  }
  return found;
}`;
