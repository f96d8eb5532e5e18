import type { ConfigShowResult, ConfigTarget } from '@open-llm/client';
import { LitElement, css } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { renderSelect, selectStyles } from '../shared/select.js';
import { base } from '../shared/styles.js';
import { sourceOf, targetName, targets } from './places.js';

/** Fired when the user chose another source. */
export class TargetChosen extends Event {
  static readonly type = 'target-chosen';
  constructor(readonly destination: ConfigTarget) {
    super(TargetChosen.type, { bubbles: true, composed: true });
  }
}

/** A selection list of the sources to which configuration can be written: user or workspace, settings or file. */
@customElement('open-llm-target-select')
export class TargetSelect extends LitElement {
  static override styles = [
    base,
    selectStyles,
    css`
      :host {
        min-width: 0;
        max-width: 100%;
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) config?: ConfigShowResult | undefined;
  /** Whether sources are included that are currently not read. */
  @property({ type: Boolean }) unread = false;
  @property({ type: Boolean }) workspace = false;

  override render() {
    const options = targets.map((target) => ({
      value: keyOf(target),
      text: targetName(target),
      disabled: (target.level === 'workspace' && !this.workspace) || (!this.unread && !sourceOf(target, this.config)),
    }));
    return renderSelect(this.label, keyOf(this.target), options, (key) => {
      const destination = targets.find((target) => keyOf(target) === key);
      if (destination) {
        this.dispatchEvent(new TargetChosen(destination));
      }
    });
  }
}

function keyOf({ level, store }: ConfigTarget): string {
  return `${level} ${store}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-target-select': TargetSelect;
  }
}
