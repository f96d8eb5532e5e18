import type { Page } from 'playwright-core';

/**
 * The work of the main thread of a page, in milliseconds of processor time, so other processes on the machine have no
 * effect.
 */
export interface MainThreadWork {
  readonly longestTaskMs: number;
  readonly totalMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Measures the work of a page while an action is performed. */
export async function measureWork(page: Page, action: () => Promise<unknown>): Promise<MainThreadWork> {
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ['toplevel'] });
  await action();
  const trace = JSON.parse((await browser?.stopTracing())?.toString('utf8') ?? '{"traceEvents":[]}') as {
    traceEvents: readonly TraceEvent[];
  };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const main = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = trace.traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && main.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1000);
  return { longestTaskMs: Math.max(0, ...tasks), totalMs: tasks.reduce((sum, ms) => sum + ms, 0) };
}

export function formatWork({ longestTaskMs, totalMs }: MainThreadWork): string {
  return `longest task ${longestTaskMs.toFixed(0)} ms, total ${totalMs.toFixed(0)} ms of processor time`;
}
