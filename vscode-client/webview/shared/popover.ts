/** How far a pop-up stays from the edges of the page, in pixels. */
const margin = 8;
/** Between a button and what it opened. */
const gap = 4;

interface Placement {
  readonly above: boolean;
  /** Ends where the button ends, rather than beginning where it begins. */
  readonly end?: boolean;
}

/**
 * Shows an element above all others, at a button: below it or above it, and never past the page's edges, however narrow
 * the page is. The element is a `popover`.
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
