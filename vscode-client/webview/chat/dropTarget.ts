import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ChatActionRequested } from './events.js';

/** The drag data type of VS Code for URIs of files in VS Code, such as from the Explorer, a tab, or a search result. */
const uriListType = 'application/vnd.code.uri-list';

/** Accepts drops anywhere on an element: external files as bytes, and files in VS Code as URIs. */
export class DropTarget implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  /** Whether the user is dragging something that can be dropped over the element. */
  #isOver = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  hostConnected(): void {
    this.#host.addEventListener('dragover', this.#handleDragOver);
    this.#host.addEventListener('dragleave', this.#handleDragLeave);
    this.#host.addEventListener('drop', this.#handleDrop);
    this.#host.addEventListener('pointermove', this.#handleDragEnd);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragover', this.#handleDragOver);
    this.#host.removeEventListener('dragleave', this.#handleDragLeave);
    this.#host.removeEventListener('drop', this.#handleDrop);
    this.#host.removeEventListener('pointermove', this.#handleDragEnd);
  }

  /** Handles a drag over the element. Dragged text is handled by the input box. */
  readonly #handleDragOver = (event: DragEvent): void => {
    const types = event.dataTransfer?.types ?? [];
    if (event.dataTransfer && (types.includes('Files') || types.includes(uriListType))) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      this.#setIsOver(true);
    }
  };

  readonly #handleDragLeave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && this.#host.contains(event.relatedTarget))) {
      this.#setIsOver(false);
    }
  };

  /**
   * Ends an abandoned drag, for which no drag event is fired. No pointer events are fired during a drag, so the first
   * pointer movement indicates that the drag has ended.
   */
  readonly #handleDragEnd = (): void => this.#setIsOver(false);

  readonly #handleDrop = (event: DragEvent): void => {
    this.#setIsOver(false);
    const uris = (event.dataTransfer?.getData(uriListType) ?? '').split(/\r?\n/).filter((uri) => uri !== '');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (uris.length > 0) {
      event.preventDefault();
      this.#host.dispatchEvent(new ChatActionRequested({ kind: 'attachDropped', uris }));
    } else if (files.length > 0) {
      event.preventDefault();
      this.#host.dispatchEvent(new ChatActionRequested({ kind: 'attachBytes', files }));
    }
  };

  #setIsOver(isOver: boolean): void {
    if (this.#isOver !== isOver) {
      this.#isOver = isOver;
      this.#host.requestUpdate();
    }
  }
}
