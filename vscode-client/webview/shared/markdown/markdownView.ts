import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles.js';
import { MarkdownBlocks, type Block } from './blocks.js';
import './codeBlock.js';
import './mathView.js';
import { sanitize } from './sanitize.js';

/** Fired when a user follows a link. The host decides what to open. */
export class LinkOpened extends Event {
  static readonly type = 'link-opened';
  constructor(readonly href: string) {
    super(LinkOpened.type, { bubbles: true, composed: true });
  }
}

/**
 * Renders Markdown as it arrives, at most once per frame, and only the new parts. Fires `LinkOpened` and `CodeActionRequested`.
 */
@customElement('open-llm-markdown')
export class MarkdownView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      :is(p, ul, ol, blockquote, table, h1, h2, h3, h4, h5, h6) {
        margin: 0 0 8px;
      }
      :is(h1, h2, h3, h4, h5, h6) {
        font-size: 1.1em;
        font-weight: 600;
        margin-top: 12px;
      }
      h1 {
        font-size: 1.3em;
      }
      h2 {
        font-size: 1.2em;
      }
      ul,
      ol {
        padding-left: 24px;
      }
      li > p {
        margin-bottom: 4px;
      }
      a {
        text-decoration: underline;
      }
      blockquote {
        padding-left: 8px;
        border-left: 2px solid var(--vscode-textBlockQuote-border, var(--vscode-descriptionForeground));
        color: var(--vscode-descriptionForeground);
      }
      .wide {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 2px 8px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
        overflow-wrap: normal;
      }
      :not(pre) > code {
        padding: 1px 3px;
        border-radius: 3px;
        font-family: var(--vscode-editor-font-family);
        font-size: 0.95em;
        color: var(--vscode-textPreformat-foreground);
        background: var(--vscode-textPreformat-background);
      }
      hr {
        border: 0;
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
      }
    `,
  ];

  @property() text = '';
  readonly #blocks = new MarkdownBlocks();
  readonly #renderedBlocks = new WeakMap<Block, DocumentFragment>();

  override connectedCallback(): void {
    super.connectedCallback();
    this.renderRoot.addEventListener('click', this.#handleClick);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.renderRoot.removeEventListener('click', this.#handleClick);
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await super.scheduleUpdate();
  }

  override render() {
    return this.#blocks.parse(this.text).map((block) =>
      block.kind === 'code'
        ? html`<open-llm-code-block
            .code=${block.code}
            .language=${block.language}
            .closed=${block.closed}
          ></open-llm-code-block>`
        : html`<div class="wide">${this.#elements(block)}</div>`,
    );
  }

  /**
   * Returns the elements of a block. They are created only once, so rendering the same block again does not change the
   * page.
   */
  #elements(block: Block & { kind: 'html' }): DocumentFragment {
    const elements = this.#renderedBlocks.get(block) ?? sanitize(block.html);
    this.#renderedBlocks.set(block, elements);
    return elements;
  }

  readonly #handleClick = (event: Event): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : undefined;
    const href = link?.getAttribute('href');
    if (href) {
      event.preventDefault();
      this.dispatchEvent(new LinkOpened(href));
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-markdown': MarkdownView;
  }
}
