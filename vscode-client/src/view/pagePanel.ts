import * as vscode from 'vscode';
import type { Api, Events } from './messages.js';
import { Page, type Routes } from './page.js';

/** What makes a page an editor tab. */
export interface PagePanelParts<A extends Api> {
  readonly extension: vscode.Uri;
  /** The page's folder under `webview/`; VS Code knows the tab as `openLLM.<name>`. */
  readonly name: string;
  readonly title: string;
  /** Of a codicon. */
  readonly icon: string;
  readonly routes: Routes<A>;
}

/** A page in an editor tab, from the first opening over reloads of the window to its end. There is one tab at most. */
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

  /** Shows the page, opening it when it is not open. */
  async show(): Promise<void> {
    if (!this.#panel) {
      // A tab that was behind others when the window was reloaded is not restored before it is seen.
      await vscode.window.tabGroups.close(this.#tabs());
    }
    if (!this.#panel) {
      this.#fill(vscode.window.createWebviewPanel(this.#type, this.#parts.title, vscode.ViewColumn.Active));
    }
    this.#panel?.reveal();
  }

  /** Tells the page something, if it is open. */
  tell<N extends keyof E & string>(name: N, value: E[N]): void {
    this.#page?.tell(name, value);
  }

  /** Called by VS Code for a tab that was open when the window closed. The page finds the state it kept by itself. */
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

  /** The tabs of this page; VS Code writes a prefix of its own before the type. */
  #tabs(): vscode.Tab[] {
    return vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(this.#type));
  }
}
