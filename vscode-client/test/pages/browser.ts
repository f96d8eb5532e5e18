import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { renderDocument } from '../../src/view/document.js';
import { parseMessageToHost, type MessageToPage } from '../../src/view/messages.js';
import { chromiumPath, withoutChromium } from '../chromium.js';

const root = join(import.meta.dirname, '..', '..');
const media = join(root, 'dist', 'webview');
const contentTypes: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

export const themes = ['light', 'dark', 'hc-dark', 'hc-light'] as const;
export type Theme = (typeof themes)[number];

/** Returns the reason why pages cannot be shown on this machine, or undefined if they can. */
export function unavailableReason(): string | undefined {
  return withoutChromium() ?? (existsSync(media) ? undefined : 'The pages are not built: run npm run build first.');
}

/** The results that a test returns in place of the host. Progress is reported through the second argument. */
export type TestRoutes = Record<string, (params: never, progress: (value: unknown) => void) => unknown>;

export interface OpenPage {
  readonly page: Page;
  /**
   * Console errors, uncaught errors, and violations of the content security policy, in the order in which they occur.
   */
  readonly errors: string[];
  /** The requests of the page, in order. */
  readonly requests: { method: string; params: unknown }[];
  /** All strings that the page has received in results and events. */
  readonly received: string[];
  post(name: string, value: unknown): Promise<void>;
  /** Returns the state that the page saved last. */
  savedState(): Promise<unknown>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme?: Theme;
  readonly routes: TestRoutes;
  /** The state that the page saved when it was last shown. */
  readonly state?: unknown;
  readonly width?: number;
  readonly height?: number;
  /** The German translations of the page, by English string, as in the VS Code localization bundle. */
  readonly translations?: Record<string, string>;
}

/**
 * A browser that shows pages as VS Code does: with the same document, the same content security policy, and the real
 * variables of a theme.
 */
export class PageBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly documents: Map<string, string>,
  ) {}

  static async start(): Promise<PageBrowser> {
    const documents = new Map<string, string>();
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      const document = documents.get(path);
      const file = join(media, path);
      if (document !== undefined) {
        response.setHeader('content-type', 'text/html').end(document);
      } else if (file.startsWith(media) && existsSync(file)) {
        response.setHeader('content-type', contentTypes[extname(file)] ?? 'text/plain').end(readFileSync(file));
      } else {
        response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new PageBrowser(browser, server, documents);
  }

  async open(name: string, options: OpenOptions): Promise<OpenPage> {
    const base = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    const path = `/${name}.html`;
    this.documents.set(
      path,
      renderDocument({
        title: name,
        language: options.translations ? 'de' : 'en',
        script: `${base}/${name}.js`,
        styles: [`${base}/codicon.css`, `${base}/page.css`],
        cspSource: base,
        translations: options.translations ?? {},
      }),
    );
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 1100, height: options.height ?? 760 },
    });
    const page = await context.newPage();
    const errors: string[] = [];
    const requests: { method: string; params: unknown }[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    const received: string[] = [];
    const post = (message: MessageToPage): Promise<void> => {
      received.push(...collectStrings(message));
      // A result can arrive after the test has ended and its page is closed.
      return page.isClosed()
        ? Promise.resolve()
        : page.evaluate((data) => window.postMessage(data, '*'), message).catch(() => undefined);
    };
    await page.exposeFunction('toHost', (message: unknown) => {
      const parsed = parseMessageToHost(message);
      if (parsed?.kind === 'request') {
        requests.push({ method: parsed.method, params: parsed.params });
        void respond(parsed.id, parsed.method, parsed.params, options.routes, post);
      }
    });
    await page.addInitScript(vsCodeStub(readTheme(options.theme ?? 'dark'), options.state));
    await page.goto(base + path);
    return {
      page,
      errors,
      requests,
      received,
      post: (event, value) => post({ kind: 'event', name: event, value }),
      savedState: () => page.evaluate('acquireVsCodeApi().getState()'),
      close: () => context.close(),
    };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

async function respond(
  id: number,
  method: string,
  params: unknown,
  routes: TestRoutes,
  post: (message: MessageToPage) => Promise<void>,
): Promise<void> {
  try {
    const route = routes[method];
    if (!route) {
      throw new Error(`The test has no route for ${method}.`);
    }
    const result = await route(params as never, (value) => void post({ kind: 'progress', id, values: [value] }));
    await post({ kind: 'result', id, result });
  } catch (failure) {
    const info = typeof failure === 'object' && failure !== null && 'info' in failure ? failure.info : undefined;
    const error = (info ?? { kind: 'internal', message: String(failure) }) as Extract<
      MessageToPage,
      { kind: 'failure' }
    >['error'];
    await post({ kind: 'failure', id, error });
  }
}

function collectStrings(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(collectStrings) : [String(value)];
}

interface ThemeValues {
  className: string;
  variables: Record<string, string>;
}

function readTheme(theme: Theme): ThemeValues {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'themes', `${theme}.json`), 'utf8')) as ThemeValues;
}

/**
 * Returns a script that runs before the script of the page and defines what VS Code provides in every web view. The
 * script is a string because a compiled function might call helpers of the compiler that the page does not contain.
 */
function vsCodeStub(theme: ThemeValues, state: unknown): string {
  return `
    let saved = ${JSON.stringify(state ?? null)} ?? undefined;
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => void window.toHost(message),
      getState: () => saved,
      setState: (next) => { saved = next; },
    });
    const theme = ${JSON.stringify(theme)};
    document.addEventListener('DOMContentLoaded', () => {
      document.body.className += ' ' + theme.className;
      for (const [name, value] of Object.entries(theme.variables)) {
        document.documentElement.style.setProperty(name, value);
      }
    });`;
}

interface AxeViolation {
  id: string;
  impact: string;
  help: string;
  nodes: { html: string }[];
}

/**
 * Returns the accessibility problems that axe detects, limited to serious and critical ones, which prevent users from
 * using the page.
 */
export async function accessibilityViolations(page: Pick<Page, 'evaluate'>): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const violations = await page.evaluate<AxeViolation[]>('axe.run().then((result) => result.violations)');
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.help}: ${v.nodes[0]?.html}`);
}

/** Waits until a condition is true that results from a message to the host. */
export async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'The condition was not met within 30 s.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
