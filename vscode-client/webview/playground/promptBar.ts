import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PromptImage } from '../../src/playground/run.js';
import type { ToolSummary } from '../../src/view/api/playground.js';
import { icon, iconButton, iconStyles, type IconName } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import type { Draft } from './draft.js';
import { emptyDraft } from './draft.js';
import { textareaStyles } from './fields.js';
import { readImages } from './images.js';
import './parameterFields.js';
import type { ParametersChanged } from './parameterFields.js';
import './toolList.js';
import type { ToolsChanged } from './toolList.js';

/** Fired when the user has changed the next prompt. */
export class DraftChanged extends Event {
  static readonly type = 'draft-changed';
  constructor(readonly draft: Draft) {
    super(DraftChanged.type, { bubbles: true, composed: true });
  }
}

/** Fired for actions that the prompt bar cannot perform. */
export class PromptActionRequested extends Event {
  static readonly type = 'prompt-action-requested';
  constructor(readonly action: 'run' | 'stop' | 'images') {
    super(PromptActionRequested.type, { bubbles: true, composed: true });
  }
}

type Section = 'system' | 'parameters' | 'tools';

/** The prompt, its attachments, and the buttons that start and cancel a run. */
@customElement('open-llm-prompt-bar')
export class PromptBar extends LitElement {
  static override styles = [
    base,
    iconStyles,
    textareaStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      textarea[rows='3'] {
        min-height: 66px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        align-items: center;
      }
      .disclosure {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        height: 26px;
        padding: 0 6px 0 2px;
        border: 0;
        border-radius: 4px;
        color: inherit;
        background: none;
        font: inherit;
        cursor: pointer;
      }
      .disclosure:hover {
        background: var(--vscode-toolbar-hoverBackground);
        outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
      }
      .act {
        margin-left: auto;
        display: flex;
        gap: 8px;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 2px 2px 2px 4px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
      }
      li img {
        height: 28px;
        max-width: 56px;
        object-fit: contain;
      }
      li .cut {
        max-width: 160px;
      }
    `,
  ];

  @property({ attribute: false }) draft: Draft = emptyDraft;
  @property({ attribute: false }) tools: readonly ToolSummary[] = [];
  /** Whether models are responding. */
  @property({ attribute: false }) running = false;
  /** The reason why nothing can be sent at the moment; undefined if the prompt can be sent. */
  @property({ attribute: false }) disabledReason?: string | undefined;
  @state() private open: ReadonlySet<Section> = new Set();
  @state() private refused: readonly string[] = [];

  override render() {
    const { draft } = this;
    const parameterCount = Object.values(draft.parameters).filter((value) => value !== '').length;
    return html`${this.open.has('system') ? this.#renderField('system', t('System prompt'), t('Instructions for the models')) : nothing}
      ${this.#renderField('text', t('Prompt'), t('Ask several models the same question'))} ${this.#renderImages(draft.images)}
      <div class="row">
        ${this.#renderDisclosure('system', t('System prompt'), draft.system.trim() === '' ? 0 : 1)}
        ${this.#renderDisclosure('parameters', t('Parameters'), parameterCount)} ${this.#renderDisclosure('tools', t('Tools'), draft.tools.length)}
        ${this.#renderButton('file-media', t('Attach Images…'), () => this.#dispatchAction('images'))}
        <span role="status">
          ${
            this.refused.length > 0
              ? t(
                  'Not attached: {0}. Models accept PNG, JPEG, GIF, and WebP images of up to 5 MB.',
                  this.refused.join(', '),
                )
              : nothing
          }
        </span>
        <span class="act">
          ${
            this.running
              ? html`<vscode-button secondary @click=${() => this.#dispatchAction('stop')}>${t('Stop All')}</vscode-button>`
              : nothing
          }
          <vscode-button
            title=${this.disabledReason ?? t('Ctrl+Enter')}
            ?disabled=${this.running || this.disabledReason !== undefined}
            @click=${() => this.#dispatchAction('run')}
            >${t('Run')}</vscode-button
          >
        </span>
      </div>
      ${
        this.open.has('parameters')
          ? html`<open-llm-parameter-fields
            .parameters=${draft.parameters}
            @parameters-changed=${({ parameters }: ParametersChanged) => this.#changeDraft({ parameters })}
          ></open-llm-parameter-fields>`
          : nothing
      }
      ${
        this.open.has('tools')
          ? html`<open-llm-tool-list
            .tools=${this.tools}
            .offered=${draft.tools}
            .toolChoice=${draft.toolChoice}
            @tools-changed=${({ tools, toolChoice }: ToolsChanged) => this.#changeDraft({ tools, toolChoice })}
          ></open-llm-tool-list>`
          : nothing
      }`;
  }

  /** Adds images and shows the names of refused files. */
  attach({ images, refused }: { images: readonly PromptImage[]; refused: readonly string[] }): void {
    this.refused = refused;
    this.#changeDraft({ images: [...this.draft.images, ...images] });
  }

  #renderField(name: 'system' | 'text', label: string, placeholder: string) {
    return html`<textarea
      rows=${name === 'text' ? 3 : 1}
      aria-label=${label}
      placeholder=${placeholder}
      .value=${this.draft[name]}
      @input=${(event: Event) => this.#changeDraft({ [name]: (event.target as HTMLTextAreaElement).value })}
      @keydown=${this.#handleKeydown}
      @paste=${(event: ClipboardEvent) => this.#attachFiles(event, event.clipboardData)}
      @dragover=${(event: DragEvent) => event.preventDefault()}
      @drop=${(event: DragEvent) => this.#attachFiles(event, event.dataTransfer)}
    ></textarea>`;
  }

  #renderImages(images: readonly PromptImage[]) {
    return images.length > 0
      ? html`<ul aria-label=${t('Images')}>
            ${images.map(
              (image, position) =>
                html`<li>
                  <img src=${`data:${image.mimeType};base64,${image.data}`} alt="" />
                  <span class="cut" title=${image.name}>${image.name}</span>
                  ${iconButton('close', t('Remove {0}', image.name), () =>
                    this.#changeDraft({ images: images.filter((_, index) => index !== position) }),
                  )}
                </li>`,
            )}
          </ul>`
      : nothing;
  }

  #renderDisclosure(section: Section, label: string, count: number) {
    const open = this.open.has(section);
    return html`<button class="disclosure" aria-expanded=${open} @click=${() => this.#toggleSection(section)}>
      ${icon(open ? 'chevron-down' : 'chevron-right')}${count > 0 && section !== 'system' ? `${label} (${count})` : label}
    </button>`;
  }

  #renderButton(name: IconName, label: string, onClick: () => void) {
    return html`<button class="disclosure" @click=${onClick}>${icon(name)}${label}</button>`;
  }

  #toggleSection(section: Section): void {
    const open = new Set(this.open);
    this.open = open.delete(section) ? open : open.add(section);
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#dispatchAction('run');
    }
  };

  #attachFiles(event: Event, data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      void readImages(files).then((images) => this.attach(images));
    }
  }

  #changeDraft(change: Partial<Draft>): void {
    this.dispatchEvent(new DraftChanged({ ...this.draft, ...change }));
  }

  #dispatchAction(action: PromptActionRequested['action']): void {
    this.dispatchEvent(new PromptActionRequested(action));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-prompt-bar': PromptBar;
  }
}
