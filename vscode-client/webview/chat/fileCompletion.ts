import { css, html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { FoundFile } from '../../src/view/api/chat.js';
import { icon } from '../shared/icon.js';
import { t } from '../shared/l10n.js';

/** A choice in the list: the selection in the editor or a file. */
type Choice = { readonly kind: 'selection' } | { readonly kind: 'file'; readonly file: FoundFile };

/** The text that the user typed after a `#`, and its offset. */
interface Typed {
  readonly start: number;
  readonly text: string;
}

interface CompletionParts {
  /** Returns the files that match the typed text. */
  find(text: string): Promise<readonly FoundFile[]>;
  /** Attaches the chosen file and removes the `#` and the typed text. */
  attach(choice: Choice, replaced: Typed, by: string): void;
}

const selectionWord = 'selection';

/**
 * Offers the selection and the workspace files when the user types `#`. Arrow keys move, Enter and Tab choose, and
 * Escape closes the list.
 */
export class FileCompletion implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: CompletionParts;
  #typed: Typed | undefined;
  #choices: readonly Choice[] = [];
  #active = 0;
  #asked = 0;

  constructor(host: ReactiveControllerHost, parts: CompletionParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get isOpen(): boolean {
    return this.#typed !== undefined && this.#choices.length > 0;
  }

  /** The element ID of the choice that Enter accepts, for the focused input box. */
  get activeId(): string | undefined {
    return this.isOpen ? `file-${this.#active}` : undefined;
  }

  /** Reads the text before the cursor and updates the choices. */
  async read(text: string, cursor: number): Promise<void> {
    this.#typed = typedAt(text, cursor);
    const asked = ++this.#asked;
    if (!this.#typed) {
      this.close();
      return;
    }
    const { text: word } = this.#typed;
    const files = await this.#parts.find(word).catch(() => []);
    if (asked === this.#asked) {
      const selection: Choice[] = selectionWord.startsWith(word.toLowerCase()) ? [{ kind: 'selection' }] : [];
      this.#choices = [...selection, ...files.map((file): Choice => ({ kind: 'file', file }))];
      this.#active = 0;
      this.#host.requestUpdate();
    }
  }

  close(): void {
    this.#asked++;
    this.#typed = undefined;
    this.#choices = [];
    this.#host.requestUpdate();
  }

  /** Handles a key press. Returns whether the list used it. */
  key(event: KeyboardEvent): boolean {
    if (!this.isOpen || event.isComposing) {
      return false;
    }
    const count = this.#choices.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.#active = (this.#active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
      this.#host.requestUpdate();
    } else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') {
      this.#choose(this.#choices[this.#active]);
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
          ${this.#choices.map((choice, index) => this.#row(choice, index))}
        </ul>`
      : nothing;
  }

  #row(choice: Choice, index: number) {
    const [name, folder] =
      choice.kind === 'file' ? [choice.file.name, choice.file.folder] : [t('Selection'), t('from the active editor')];
    return html`<li
      role="option"
      id=${`file-${index}`}
      aria-selected=${index === this.#active}
      class=${index === this.#active ? 'active' : ''}
      title=${folder === '' ? name : `${name} · ${folder}`}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(choice)}
    >
      ${icon(choice.kind === 'file' ? 'file' : 'selection')}<span class="name">${name}</span>
      <span class="quiet cut">${folder}</span>
    </li>`;
  }

  #choose(choice: Choice | undefined): void {
    if (choice && this.#typed) {
      const by = choice.kind === 'file' ? choice.file.name : selectionWord;
      this.#parts.attach(choice, this.#typed, `#${by} `);
    }
    this.close();
  }
}

/** Returns the text between the cursor and the last `#` at the start of a word, or undefined if there is none. */
export function typedAt(text: string, cursor: number): Typed | undefined {
  const found = /(?:^|\s)#([^\s#]*)$/.exec(text.slice(0, cursor));
  const word = found?.[1];
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
