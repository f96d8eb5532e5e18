import * as vscode from 'vscode';
import type { Api, Events } from './messages.js';
import { Page, type Routes } from './page.js';

/** The configuration of a page in an editor tab. */
export interface PagePanelOptions<A extends Api> {
  readonly extension: vscode.Uri;
  /** The name of the folder of the page under `webview/`. The view type in VS Code is `openLLM.<name>`. */
  readonly name: string;
  readonly title: string;
  /** The name of a codicon. */
  readonly icon: string;
  readonly routes: Routes<A>;
}

/** A page in an editor tab. The page is preserved when the window is reloaded. Only one tab can be open at a time. */
export class PagePanel<A extends Api, E extends Events> implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: PagePanelOptions<A>;
  readonly #type: string;
  readonly #serializer: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #page: Page<A, E> | undefined;

  constructor(options: PagePanelOptions<A>) {
    this.#options = options;
    this.#type = `openLLM.${options.name}`;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(this.#type, this);
  }

  /** Shows the page. If necessary, opens it. */
  async show(): Promise<void> {
    if (!this.#panel) {
      // After the window is reloaded, a hidden tab is not restored until it is shown.
      await vscode.window.tabGroups.close(this.#tabs());
    }
    if (!this.#panel) {
      this.#loadPage(vscode.window.createWebviewPanel(this.#type, this.#options.title, vscode.ViewColumn.Active));
    }
    this.#panel?.reveal();
  }

  /** Sends an event to the page if it is open. */
  sendEvent<N extends keyof E & string>(name: N, value: E[N]): void {
    this.#page?.sendEvent(name, value);
  }

  /** Called by VS Code for a tab that was open when the window was closed. The page restores its saved state. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#panel?.dispose();
    this.#loadPage(panel);
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#panel?.dispose();
  }

  #loadPage(panel: vscode.WebviewPanel): void {
    const { extension, name, title, icon, routes } = this.#options;
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

  /** Returns the tabs of this page. VS Code adds a prefix to the view type. */
  #tabs(): vscode.Tab[] {
    return vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(this.#type));
  }
}
