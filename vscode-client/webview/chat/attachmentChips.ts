import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Attachment } from '../../src/chat/session.js';
import { icon, iconButton, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { ChatActionRequested } from './events.js';

const icons = { text: 'code', image: 'file-media', file: 'file' } as const;

/** Shows the attachments of a message, each as a chip. */
@customElement('open-llm-attachment-chips')
export class AttachmentChips extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 4px;
        max-width: 100%;
        min-height: 24px;
        padding: 0 4px;
        border: 1px solid var(--vscode-chat-requestBorder, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        font-size: 0.92em;
      }
      .action {
        margin-right: -4px;
      }
      img {
        max-width: 32px;
        max-height: 20px;
        border-radius: 2px;
      }
    `,
  ];

  @property({ attribute: false }) attachments: readonly Attachment[] = [];
  /** Whether the user can remove attachments. */
  @property({ attribute: false }) removable = false;

  override render() {
    if (this.attachments.length === 0) {
      return nothing;
    }
    return html`<ul aria-label=${t('Attached')}>
      ${this.attachments.map((attachment, index) => this.#renderChip(attachment, index))}
    </ul>`;
  }

  #renderChip({ kind, name, mimeType, data }: Attachment, index: number) {
    return html`<li>
      ${kind === 'image' ? html`<img alt="" src=${`data:${mimeType};base64,${data}`} />` : icon(icons[kind])}
      <span class="cut" title=${name}>${name}</span>
      ${
        this.removable
          ? iconButton('close', t('Remove {0}', name), () =>
              this.dispatchEvent(new ChatActionRequested({ kind: 'detach', index })),
            )
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-attachment-chips': AttachmentChips;
  }
}
