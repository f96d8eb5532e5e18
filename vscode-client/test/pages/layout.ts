import type { Page } from 'playwright-core';

/**
 * Returns the layout problems of the page: it scrolls horizontally, texts overlap, or a text, an option, or the
 * placeholder of a field is truncated and cannot be read in any other way. Returns an empty array if there are no
 * problems.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${find})()`);
}

/** The function runs in the page. It is a string because a compiled function might call helpers of the compiler. */
const find = `function find() {
  const faults = [];
  const parentOf = (node) => node.assignedSlot ?? node.parentNode?.host ?? node.parentNode;
  const elementsOf = (root) =>
    [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot ? elementsOf(element.shadowRoot) : [])]);
  const elements = elementsOf(document).filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  const nameOf = (element) => element.tagName.toLowerCase() + (element.className ? '.' + String(element.className).trim().replace(/\\s+/g, '.') : '');

  // Code, Markdown tables, formulas, and the columns of the playground are intended to scroll.
  const scrolls = 'pre, .wide, .columns, textarea, open-llm-math';
  const widthOf = (element, text) => {
    const style = getComputedStyle(element);
    const context = (widthOf.canvas ??= document.createElement('canvas')).getContext('2d');
    context.font = [style.fontStyle, style.fontWeight, style.fontSize, style.fontFamily].join(' ');
    return context.measureText(text).width + parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  };
  for (const element of [document.documentElement, ...elements]) {
    const { overflowX } = getComputedStyle(element);
    const wide = element.scrollWidth > element.clientWidth + 1;
    if (wide && (element === document.documentElement || /auto|scroll/.test(overflowX)) && !element.matches(scrolls)) {
      faults.push('scrolls horizontally: ' + nameOf(element) + ' ' + element.scrollWidth + ' > ' + element.clientWidth);
    }
    if (wide && getComputedStyle(element).textOverflow === 'ellipsis' && element.clientWidth > 0) {
      let holder = element;
      while (holder && !(holder.title || holder.getAttribute?.('title'))) {
        holder = parentOf(holder);
        holder = holder instanceof Element ? holder : undefined;
      }
      if (!holder) {
        faults.push('is truncated without a tooltip: ' + element.textContent.trim().slice(0, 60));
      }
    }
  }

  // The selected option of a selection list must fit next to the arrow, and a placeholder cannot be scrolled.
  for (const element of elements.filter((one) => one.matches('select, input:not([type=checkbox], [type=range])'))) {
    const choice = element.tagName === 'SELECT';
    const text = choice ? element.selectedOptions[0]?.text ?? '' : element.value === '' ? element.placeholder : '';
    if (text !== '' && widthOf(element, text) + (choice ? 16 : 0) > element.clientWidth + 1) {
      faults.push('is truncated: ' + text);
    }
  }

  const clipped = (rect, node) => {
    let [left, top, right, bottom] = [Math.max(rect.left, 0), Math.max(rect.top, 0), Math.min(rect.right, innerWidth), Math.min(rect.bottom, innerHeight)];
    for (let at = parentOf(node); at instanceof Element; at = parentOf(at)) {
      const style = getComputedStyle(at);
      if (style.clipPath !== 'none') {
        return undefined;
      }
      if (style.overflow !== 'visible' && style.display !== 'inline' && style.display !== 'contents') {
        const box = at.getBoundingClientRect();
        [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
      }
    }
    return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : undefined;
  };
  const shown = [];
  for (const element of elements) {
    if (/^(STYLE|SCRIPT|TITLE|OPTION)$/.test(element.tagName) || element.closest('math')) {
      continue;
    }
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '') {
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) {
          const box = clipped(rect, node);
          if (box) {
            shown.push({ ...box, node, text: node.textContent.trim().slice(0, 40) });
          }
        }
      }
    }
    if (element.matches('input, select, textarea')) {
      const box = clipped(element.getBoundingClientRect(), element);
      if (box) {
        shown.push({ ...box, node: element, text: '<' + (element.getAttribute('aria-label') ?? element.tagName) + '>' });
      }
    }
  }
  for (let one = 0; one < shown.length; one++) {
    for (let other = one + 1; other < shown.length; other++) {
      const [a, b] = [shown[one], shown[other]];
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // Lines of one text overlap slightly, as do characters that extend into the line above.
      if (a.node !== b.node && width > 2 && height > 5) {
        faults.push('overlap: ' + a.text + ' | ' + b.text);
      }
    }
  }
  return [...new Set(faults)];
}`;
