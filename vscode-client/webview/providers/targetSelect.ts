import type { ConfigShowResult, ConfigTarget } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/styles.js';
import { placeOf, targetName, targets } from './places.js';

/** Fired when another place was chosen. */
export class TargetChosen extends Event {
  static readonly type = 'target-chosen';
  constructor(readonly place: ConfigTarget) {
    super(TargetChosen.type, { bubbles: true, composed: true });
  }
}

/** A choice among the places that configuration can be written to: whose, and settings or file. */
@customElement('open-llm-target-select')
export class TargetSelect extends LitElement {
  static override styles = [
    base,
    css`
      vscode-single-select {
        width: 240px;
        max-width: 100%;
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) shown?: ConfigShowResult | undefined;
  /** Whether places count that are not read at the moment. */
  @property({ type: Boolean }) unread = false;
  @property({ type: Boolean }) workspace = false;

  override render() {
    return html`<vscode-single-select label=${this.label} .value=${keyOf(this.target)} @change=${this.#changed}>
      ${targets.map(
        (target) =>
          html`<vscode-option
            value=${keyOf(target)}
            ?disabled=${(target.level === 'workspace' && !this.workspace) || (!this.unread && !placeOf(target, this.shown))}
            >${targetName(target)}</vscode-option
          >`,
      )}
    </vscode-single-select>`;
  }

  readonly #changed = (event: Event): void => {
    const key = (event.target as HTMLInputElement).value;
    const target = targets.find((candidate) => keyOf(candidate) === key);
    if (target) {
      this.dispatchEvent(new TargetChosen(target));
    }
  };
}

function keyOf({ level, store }: ConfigTarget): string {
  return `${level} ${store}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-target-select': TargetSelect;
  }
}
