import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ChatActed } from './events.js';

/** The drag data type of VS Code for URIs of files in VS Code, such as from the Explorer, a tab, or a search result. */
const uriList = 'application/vnd.code.uri-list';

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
    this.#host.addEventListener('dragover', this.#over);
    this.#host.addEventListener('dragleave', this.#left);
    this.#host.addEventListener('drop', this.#dropped);
    this.#host.addEventListener('pointermove', this.#ended);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragover', this.#over);
    this.#host.removeEventListener('dragleave', this.#left);
    this.#host.removeEventListener('drop', this.#dropped);
    this.#host.removeEventListener('pointermove', this.#ended);
  }

  /** Handles a drag over the element. Dragged text is handled by the input box. */
  readonly #over = (event: DragEvent): void => {
    const types = event.dataTransfer?.types ?? [];
    if (event.dataTransfer && (types.includes('Files') || types.includes(uriList))) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      this.#mark(true);
    }
  };

  readonly #left = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && this.#host.contains(event.relatedTarget))) {
      this.#mark(false);
    }
  };

  /**
   * Ends an abandoned drag, for which no drag event is fired. No pointer events are fired during a drag, so the first
   * pointer movement indicates that the drag has ended.
   */
  readonly #ended = (): void => this.#mark(false);

  readonly #dropped = (event: DragEvent): void => {
    this.#mark(false);
    const uris = (event.dataTransfer?.getData(uriList) ?? '').split(/\r?\n/).filter((uri) => uri !== '');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (uris.length > 0) {
      event.preventDefault();
      this.#host.dispatchEvent(new ChatActed({ what: 'attachDropped', uris }));
    } else if (files.length > 0) {
      event.preventDefault();
      this.#host.dispatchEvent(new ChatActed({ what: 'attachBytes', files }));
    }
  };

  #mark(isOver: boolean): void {
    if (this.#isOver !== isOver) {
      this.#isOver = isOver;
      this.#host.requestUpdate();
    }
  }
}
