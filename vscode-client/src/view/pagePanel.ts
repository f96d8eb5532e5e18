import * as vscode from 'vscode';
import type { Api, Events } from './messages.js';
import { Page, type Routes } from './page.js';

/** The configuration of a page in an editor tab. */
export interface PagePanelParts<A extends Api> {
  readonly extension: vscode.Uri;
  /** The page's folder under `webview/`; VS Code knows the tab as `openLLM.<name>`. */
  readonly name: string;
  readonly title: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly routes: Routes<A>;
}

/** A page in an editor tab, from its first opening over reloads of the window to its end. There is at most one tab. */
export class PagePanel<A extends Api, E extends Events> implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #parts: PagePanelParts<A>;
  readonly #type: string;
  readonly #restoring: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #page: Page<A, E> | undefined;

  constructor(parts: PagePanelParts<A>) {
    this.#parts = parts;
    this.#type = `openLLM.${parts.name}`;
    this.#restoring = vscode.window.registerWebviewPanelSerializer(this.#type, this);
  }

  /** Shows the page, and opens it if necessary. */
  async show(): Promise<void> {
    if (!this.#panel) {
      // A hidden tab is not restored after a reload of the window before it is shown.
      await vscode.window.tabGroups.close(this.#tabs());
    }
    if (!this.#panel) {
      this.#fill(vscode.window.createWebviewPanel(this.#type, this.#parts.title, vscode.ViewColumn.Active));
    }
    this.#panel?.reveal();
  }

  /** Sends the page an event, if it is open. */
  tell<N extends keyof E & string>(name: N, value: E[N]): void {
    this.#page?.tell(name, value);
  }

  /** Called by VS Code for a tab that was open when the window closed. The page restores its saved state itself. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#panel?.dispose();
    this.#fill(panel);
  }

  dispose(): void {
    this.#restoring.dispose();
    this.#panel?.dispose();
  }

  #fill(panel: vscode.WebviewPanel): void {
    const { extension, name, title, icon, routes } = this.#parts;
    panel.title = title;
    panel.iconPath = new vscode.ThemeIcon(icon);
    const page = new Page<A, E>(panel.webview, extension, name, title, routes);
    this.#panel = panel;
    this.#page = page;
    panel.onDidDispose(() => {
      page.dispose();
      if (this.#panel === panel) {
        this.#panel = undefined;
        this.#page = undefined;
      }
    });
  }

  /** The tabs of this page; VS Code adds a prefix of its own to the type. */
  #tabs(): vscode.Tab[] {
    return vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(this.#type));
  }
}
