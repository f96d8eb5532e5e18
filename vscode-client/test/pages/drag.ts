import type { OpenPage } from './browser.js';

/** What is dragged over a page: files of the disk, and data by its type. */
export interface Dragged {
  readonly files?: readonly string[];
  readonly items?: readonly { readonly mimeType: string; readonly data: string }[];
}

/** Drags something over a page as the desktop does: the page sees the browser's own events and data. */
export class Drag {
  private constructor(
    private readonly send: (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel') => Promise<unknown>,
  ) {}

  /** Over a point of the page, and held there. */
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
