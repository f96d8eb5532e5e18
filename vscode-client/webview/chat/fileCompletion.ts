import { css, html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { FoundFile } from '../../src/view/api/chat.js';
import { icon } from '../shared/icon.js';
import { t } from '../shared/l10n.js';

/** A choice in the list: the selection in the editor or a file. */
type CompletionItem = { readonly kind: 'selection' } | { readonly kind: 'file'; readonly file: FoundFile };

/** The text that the user typed after a `#`, and its offset. */
interface CompletionQuery {
  readonly start: number;
  readonly text: string;
}

interface CompletionCallbacks {
  /** Returns the files that match the typed text. */
  find(text: string): Promise<readonly FoundFile[]>;
  /** Attaches the chosen file and removes the `#` and the typed text. */
  attach(item: CompletionItem, query: CompletionQuery, replacement: string): void;
}

const selectionKeyword = 'selection';

/**
 * Offers the selection and the workspace files when the user types `#`. Arrow keys move, Enter and Tab choose, and
 * Escape closes the list.
 */
export class FileCompletion implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #callbacks: CompletionCallbacks;
  #query: CompletionQuery | undefined;
  #items: readonly CompletionItem[] = [];
  #activeIndex = 0;
  #lastRequestId = 0;

  constructor(host: ReactiveControllerHost, callbacks: CompletionCallbacks) {
    this.#host = host;
    this.#callbacks = callbacks;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get isOpen(): boolean {
    return this.#query !== undefined && this.#items.length > 0;
  }

  /** The element ID of the choice that Enter accepts, for the focused input box. */
  get activeId(): string | undefined {
    return this.isOpen ? `file-${this.#activeIndex}` : undefined;
  }

  /** Reads the text before the cursor and updates the choices. */
  async update(text: string, cursor: number): Promise<void> {
    this.#query = queryAt(text, cursor);
    const requestId = ++this.#lastRequestId;
    if (!this.#query) {
      this.close();
      return;
    }
    const { text: word } = this.#query;
    const files = await this.#callbacks.find(word).catch(() => []);
    if (requestId === this.#lastRequestId) {
      const selection: CompletionItem[] = selectionKeyword.startsWith(word.toLowerCase())
        ? [{ kind: 'selection' }]
        : [];
      this.#items = [...selection, ...files.map((file): CompletionItem => ({ kind: 'file', file }))];
      this.#activeIndex = 0;
      this.#host.requestUpdate();
    }
  }

  close(): void {
    this.#lastRequestId++;
    this.#query = undefined;
    this.#items = [];
    this.#host.requestUpdate();
  }

  /** Handles a key press. Returns whether the list used it. */
  handleKey(event: KeyboardEvent): boolean {
    if (!this.isOpen || event.isComposing) {
      return false;
    }
    const count = this.#items.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.#activeIndex = (this.#activeIndex + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
      this.#host.requestUpdate();
    } else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') {
      this.#choose(this.#items[this.#activeIndex]);
    } else if (event.key === 'Escape') {
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  render() {
    return this.isOpen
      ? html`<ul class="completion" id="completion" role="listbox" aria-label=${t('Attach')}>
          ${this.#items.map((item, index) => this.#renderRow(item, index))}
        </ul>`
      : nothing;
  }

  #renderRow(item: CompletionItem, index: number) {
    const [name, folder] =
      item.kind === 'file' ? [item.file.name, item.file.folder] : [t('Selection'), t('from the active editor')];
    return html`<li
      role="option"
      id=${`file-${index}`}
      aria-selected=${index === this.#activeIndex}
      class=${index === this.#activeIndex ? 'active' : ''}
      title=${folder === '' ? name : `${name} · ${folder}`}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(item)}
    >
      ${icon(item.kind === 'file' ? 'file' : 'selection')}<span class="name">${name}</span>
      <span class="quiet cut">${folder}</span>
    </li>`;
  }

  #choose(item: CompletionItem | undefined): void {
    if (item && this.#query) {
      const replacement = item.kind === 'file' ? item.file.name : selectionKeyword;
      this.#callbacks.attach(item, this.#query, `#${replacement} `);
    }
    this.close();
  }
}

/** Returns the text between the cursor and the last `#` at the start of a word, or undefined if there is none. */
export function queryAt(text: string, cursor: number): CompletionQuery | undefined {
  const match = /(?:^|\s)#([^\s#]*)$/.exec(text.slice(0, cursor));
  const word = match?.[1];
  return word === undefined ? undefined : { start: cursor - word.length - 1, text: word };
}

export const completionStyles = css`
  .completion {
    position: absolute;
    inset: auto 0 100% 0;
    z-index: 1;
    max-height: min(240px, 40vh);
    margin: 0 0 4px;
    padding: 4px;
    overflow-y: auto;
    list-style: none;
    border: 1px solid var(--vscode-editorSuggestWidget-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
    color: var(--vscode-editorSuggestWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorSuggestWidget-background, var(--vscode-editorWidget-background));
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .completion li {
    display: flex;
    align-items: center;
    gap: 4px;
    height: 24px;
    padding: 0 4px;
    border-radius: 3px;
    cursor: pointer;
  }
  .completion .name {
    flex: 0 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .completion .quiet {
    flex: 1 1 0;
    font-size: 0.92em;
  }
  .completion .active {
    color: var(--vscode-editorSuggestWidget-selectedForeground, var(--vscode-list-activeSelectionForeground));
    background: var(--vscode-editorSuggestWidget-selectedBackground, var(--vscode-list-activeSelectionBackground));
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .completion .active .quiet {
    color: inherit;
  }
`;
