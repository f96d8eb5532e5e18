import { OpenLlmError } from '@open-llm/client';
import * as vscode from 'vscode';
import { renderDocument } from './document.js';
import { parseMessageToHost, type Api, type Events, type MessageToPage } from './messages.js';

/** The context that a request handler receives in addition to the parameters. */
export interface RouteContext<Progress> {
  /** Aborted when the page cancels the request or is closed. */
  readonly signal: AbortSignal;
  /** Sends a progress value. Values within the same frame are sent in one message. */
  readonly progress: (value: Progress) => void;
}

/** One handler for each method in the table of a page. */
export type Routes<A extends Api> = {
  readonly [M in keyof A]: (params: A[M]['params'], context: RouteContext<A[M]['progress']>) => Promise<A[M]['result']>;
};

/** How long progress values are collected before they are sent, in milliseconds: the duration of one display frame. */
const frameMs = 16;

/** The host of a web view: loads the page and handles its requests. */
export class Page<A extends Api, E extends Events> implements vscode.Disposable {
  readonly #webview: vscode.Webview;
  readonly #routes: Routes<A>;
  readonly #pendingRequests = new Map<number, AbortController>();
  readonly #subscription: vscode.Disposable;

  /** @param name the name of the folder of the page under `webview/` */
  constructor(webview: vscode.Webview, extension: vscode.Uri, name: string, title: string, routes: Routes<A>) {
    this.#webview = webview;
    this.#routes = routes;
    const media = vscode.Uri.joinPath(extension, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [media] };
    this.#subscription = webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    webview.html = renderDocument({
      title,
      // If VS Code has no translation, the strings are in English, regardless of the display language.
      language: vscode.l10n.bundle ? vscode.env.language : 'en',
      translations: vscode.l10n.bundle ?? {},
      script: webview.asWebviewUri(vscode.Uri.joinPath(media, `${name}.js`)).toString(),
      styles: ['codicon.css', 'page.css'].map((file) =>
        webview.asWebviewUri(vscode.Uri.joinPath(media, file)).toString(),
      ),
      cspSource: webview.cspSource,
    });
  }

  /** Sends an event to the page. */
  sendEvent<N extends keyof E & string>(name: N, value: E[N]): void {
    this.#send({ kind: 'event', name, value });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#cancelRequests();
  }

  #receive(message: unknown): void {
    const parsed = parseMessageToHost(message);
    if (parsed?.kind === 'opened') {
      this.#cancelRequests();
    } else if (parsed?.kind === 'cancel') {
      this.#pendingRequests.get(parsed.id)?.abort();
    } else if (parsed?.kind === 'request') {
      void this.#handleRequest(parsed.id, parsed.method, parsed.params);
    }
  }

  /** Cancels all requests. Their results are not sent because the request numbers of a new page start at 1 again. */
  #cancelRequests(): void {
    const requests = [...this.#pendingRequests.values()];
    this.#pendingRequests.clear();
    requests.forEach((request) => request.abort());
  }

  async #handleRequest(id: number, method: string, params: unknown): Promise<void> {
    const request = new AbortController();
    this.#pendingRequests.set(id, request);
    const send = (message: MessageToPage): void => {
      if (this.#pendingRequests.get(id) === request) {
        this.#send(message);
      }
    };
    const batcher = new ProgressBatcher((values) => send({ kind: 'progress', id, values }));
    try {
      const route = Object.hasOwn(this.#routes, method) ? this.#routes[method] : undefined;
      if (!route) {
        throw OpenLlmError.of('internal', `The page called the unknown method ${method}.`);
      }
      const result: unknown = await route(params, { signal: request.signal, progress: (value) => batcher.add(value) });
      batcher.flush();
      send({ kind: 'result', id, result });
    } catch (failure) {
      batcher.flush();
      send({ kind: 'failure', id, error: OpenLlmError.from(failure).info });
    } finally {
      if (this.#pendingRequests.get(id) === request) {
        this.#pendingRequests.delete(id);
      }
    }
  }

  #send(message: MessageToPage): void {
    void this.#webview.postMessage(message);
  }
}

/** Collects values and passes them on together, at most once per frame. */
class ProgressBatcher {
  #values: unknown[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (values: readonly unknown[]) => void) {}

  add(value: unknown): void {
    this.#values.push(value);
    this.#timer ??= setTimeout(() => this.flush(), frameMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#values.length > 0) {
      this.send(this.#values);
      this.#values = [];
    }
  }
}
