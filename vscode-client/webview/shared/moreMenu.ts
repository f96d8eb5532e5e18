import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { openPopover } from './popover.js';
import { icon, iconStyles, type IconName } from './icon.js';
import { base } from './styles.js';

/** An item in the menu. */
export interface MenuItem {
  readonly text: string;
  readonly act: () => void;
  readonly disabled?: boolean;
  /** Whether the option is selected, if the item is one of several options. */
  readonly checked?: boolean;
}

/**
 * A button with a menu: `…` for rarely used actions, or another icon for a choice. Arrow keys move, Enter selects, and
 * Escape closes the menu.
 */
@customElement('open-llm-more-menu')
export class MoreMenu extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      .action {
        gap: 2px;
        max-width: 100%;
      }
      [role='menu'] {
        inset: auto;
        margin: 0;
        padding: 4px;
        border: 1px solid var(--vscode-menu-border, var(--vscode-widget-border, transparent));
        border-radius: 4px;
        color: var(--vscode-menu-foreground);
        background: var(--vscode-menu-background);
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      }
      [role^='menuitem'] {
        display: flex;
        gap: 4px;
        align-items: center;
        width: 100%;
        padding: 4px 12px;
        border: 0;
        border-radius: 3px;
        color: inherit;
        background: none;
        font: inherit;
        text-align: left;
        white-space: nowrap;
        cursor: pointer;
      }
      [role^='menuitem']:is(:hover, :focus):enabled {
        color: var(--vscode-menu-selectionForeground);
        background: var(--vscode-menu-selectionBackground);
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
      [role='menuitemradio'] {
        padding-left: 4px;
      }
      [role^='menuitem']:disabled {
        color: var(--vscode-disabledForeground);
      }
    `,
  ];

  @property() label = '';
  @property() icon: IconName = 'ellipsis';
  /** The text next to the icon. */
  @property() text = '';
  /** Whether the menu opens upward, for a menu at the bottom of the page. */
  @property({ type: Boolean }) above = false;
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @query('.action') private button!: HTMLButtonElement;
  @query('[role=menu]') private menu!: HTMLElement;
  #wasOpen = false;

  override render() {
    return html`<button
        class="action"
        aria-label=${this.label}
        title=${this.label}
        aria-haspopup="menu"
        @pointerdown=${this.#handlePointerDown}
        @click=${this.#toggleMenu}
      >
        ${icon(this.icon)}${this.text === '' ? nothing : html`<span class="cut">${this.text}</span>`}
      </button>
      <div role="menu" popover="auto" aria-label=${this.label} @keydown=${this.#handleKeydown}>
        ${this.items.map((item) => this.#renderItem(item))}
      </div>`;
  }

  #renderItem(item: MenuItem) {
    const act = (): void => this.#choose(item);
    return item.checked === undefined
      ? html`<button role="menuitem" ?disabled=${item.disabled} @click=${act}>${item.text}</button>`
      : html`<button role="menuitemradio" aria-checked=${item.checked} ?disabled=${item.disabled} @click=${act}>
          ${item.checked ? icon('check') : html`<span class="icon"></span>`}${item.text}
        </button>`;
  }

  /**
   * Records that the button was pressed while the menu was open. Pressing the button closes the menu, and the
   * subsequent click must not open it again.
   */
  readonly #handlePointerDown = (): void => {
    this.#wasOpen = this.menu.matches(':popover-open');
  };

  readonly #toggleMenu = (): void => {
    const wasOpen = this.#wasOpen;
    this.#wasOpen = false;
    if (wasOpen) {
      this.menu.hidePopover();
      return;
    }
    openPopover(this.button, this.menu, { above: this.above, end: !this.above });
    const checkedItem = this.menu.querySelector<HTMLElement>('[aria-checked=true]');
    (checkedItem ?? this.#enabledItems()[0])?.focus();
  };

  #choose(item: MenuItem): void {
    this.#close();
    item.act();
  }

  #close(): void {
    this.menu.hidePopover();
    this.button.focus();
  }

  #enabledItems(): HTMLElement[] {
    return [...this.menu.querySelectorAll<HTMLElement>('[role^=menuitem]:enabled')];
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const items = this.#enabledItems();
    const index = items.indexOf(event.target as HTMLElement);
    const targetIndex = { ArrowDown: index + 1, ArrowUp: index - 1 + items.length, Home: 0, End: items.length - 1 }[
      event.key
    ];
    if (targetIndex !== undefined) {
      items[targetIndex % items.length]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-more-menu': MoreMenu;
  }
}
