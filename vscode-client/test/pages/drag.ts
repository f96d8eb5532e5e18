import type { OpenPage } from './browser.js';

/** The content that is dragged over a page: files on disk and data by MIME type. */
export interface Dragged {
  readonly files?: readonly string[];
  readonly items?: readonly { readonly mimeType: string; readonly data: string }[];
}

/** Drags content over a page as the desktop would. The page receives the real events and data of the browser. */
export class Drag {
  private constructor(
    private readonly send: (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel') => Promise<unknown>,
  ) {}

  /** Moves the dragged content over a point of the page and holds it there. */
  static async over(
    { page }: OpenPage,
    { files = [], items = [] }: Dragged,
    at: { x: number; y: number },
  ): Promise<Drag> {
    const session = await page.context().newCDPSession(page);
    const data = { items: [...items], files: [...files], dragOperationsMask: 1 };
    const drag = new Drag((type) => session.send('Input.dispatchDragEvent', { type, ...at, data }));
    await drag.send('dragEnter');
    await drag.send('dragOver');
    return drag;
  }

  async drop(): Promise<void> {
    await this.send('drop');
  }

  async cancel(): Promise<void> {
    await this.send('dragCancel');
  }
}
