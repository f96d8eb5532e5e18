import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { glyph, glyphStyles } from './glyph.js';
import { base } from './styles.js';

/** One thing to do. */
export interface MenuItem {
  readonly text: string;
  readonly act: () => void;
  readonly disabled?: boolean;
}

/** What is rarely wanted, behind a `…`. Arrows move, Enter acts, Escape leaves. */
@customElement('open-llm-more-menu')
export class MoreMenu extends LitElement {
  static override styles = [
    base,
    glyphStyles,
    css`
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
      [role='menuitem'] {
        display: block;
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
      [role='menuitem']:is(:hover, :focus):enabled {
        color: var(--vscode-menu-selectionForeground);
        background: var(--vscode-menu-selectionBackground);
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
      [role='menuitem']:disabled {
        color: var(--vscode-disabledForeground);
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @query('.action') private button!: HTMLButtonElement;
  @query('[role=menu]') private menu!: HTMLElement;

  override render() {
    return html`<button
        class="action"
        aria-label=${this.label}
        title=${this.label}
        aria-haspopup="menu"
        @click=${this.#toggle}
      >
        ${glyph('ellipsis')}
      </button>
      <div role="menu" popover="auto" aria-label=${this.label} @keydown=${this.#key}>
        ${this.items.map(
          (item) =>
            html`<button role="menuitem" ?disabled=${item.disabled} @click=${() => this.#choose(item)}>${item.text}</button>`,
        )}
      </div>`;
  }

  readonly #toggle = (): void => {
    this.menu.togglePopover();
    if (!this.menu.matches(':popover-open')) {
      return;
    }
    const { right, bottom } = this.button.getBoundingClientRect();
    this.menu.style.top = `${bottom + 2}px`;
    this.menu.style.left = `${Math.max(0, right - this.menu.offsetWidth)}px`;
    this.#enabled()[0]?.focus();
  };

  #choose(item: MenuItem): void {
    this.#leave();
    item.act();
  }

  #leave(): void {
    this.menu.hidePopover();
    this.button.focus();
  }

  #enabled(): HTMLElement[] {
    return [...this.menu.querySelectorAll<HTMLElement>('[role=menuitem]:enabled')];
  }

  readonly #key = (event: KeyboardEvent): void => {
    const items = this.#enabled();
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      items[to % items.length]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      this.#leave();
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
