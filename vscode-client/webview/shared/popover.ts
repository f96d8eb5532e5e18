/** The minimum distance between a pop-up and the edges of the page, in pixels. */
const margin = 8;
/** The distance between a button and its pop-up, in pixels. */
const gap = 4;

interface Placement {
  readonly above: boolean;
  /** Whether the pop-up is aligned with the end of the button instead of its start. */
  readonly end?: boolean;
}

/**
 * Shows an element above all others and next to a button, either below or above the button. The element stays within
 * the edges of the page, no matter how narrow the page is. The element must be a `popover`.
 */
export function openPopover(button: Element, popup: HTMLElement, { above, end = false }: Placement): void {
  popup.showPopover();
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const x = Math.max(margin, Math.min(end ? right - popup.offsetWidth : left, width - popup.offsetWidth - margin));
  popup.style.left = `${x}px`;
  popup.style.top = above
    ? 'auto'
    : `${Math.max(margin, Math.min(bottom + gap, height - popup.offsetHeight - margin))}px`;
  popup.style.bottom = above ? `${height - top + gap}px` : 'auto';
}
