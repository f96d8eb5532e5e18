/** The minimum distance of a pop-up from the edges of the page, in pixels. */
const margin = 8;
/** Between a button and its pop-up. */
const gap = 4;

interface Placement {
  readonly above: boolean;
  /** Aligned with the end of the button instead of its start. */
  readonly end?: boolean;
}

/**
 * Shows an element above all others, next to a button: below or above it, and never beyond the page's edges, however
 * narrow the page is. The element is a `popover`.
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
