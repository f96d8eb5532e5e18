import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../styles.js';

/**
 * Shows a TeX formula. The renderer is loaded with the first formula. A formula that cannot be rendered is shown as
 * source.
 */
@customElement('open-llm-math')
export class MathView extends LitElement {
  static override styles = [
    base,
    css`
      :host([display='block']) {
        display: block;
        margin: 8px 0;
        overflow-x: auto;
        overflow-y: hidden;
        text-align: center;
      }
      math {
        font-size: 1.1em;
      }
      code {
        font-family: var(--vscode-editor-font-family);
        font-size: 0.95em;
        color: var(--vscode-textPreformat-foreground);
        background: var(--vscode-textPreformat-background);
        padding: 1px 3px;
        border-radius: 3px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() tex = '';
  @property() display = '';
  @state() private rendered?: DocumentFragment | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tex') || changed.has('display')) {
      void this.#renderFormula(this.tex, this.display === 'block');
    }
  }

  override render() {
    return this.rendered ?? html`<code>${this.tex}</code>`;
  }

  async #renderFormula(tex: string, block: boolean): Promise<void> {
    let rendered: DocumentFragment | undefined;
    try {
      const { mathOf } = await import('./katexMath.js');
      rendered = mathOf(tex, block);
    } catch {
      rendered = undefined;
    }
    if (tex === this.tex) {
      this.rendered = rendered;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-math': MathView;
  }
}
