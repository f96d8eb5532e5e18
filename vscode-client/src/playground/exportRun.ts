import { columnNames } from './columnNames.js';
import { isEstimated, metricsOf } from './figures.js';
import type { Column, Run } from './run.js';

/** Formats a run as a Markdown document: the prompt, a table of metrics, and each response. */
export function runToMarkdown(run: Run): string {
  const { prompt, columns } = run;
  return [
    '# Playground',
    run.startedAt,
    ...(prompt.system.trim() === '' ? [] : ['## System prompt', blockquote(prompt.system)]),
    '## Prompt',
    blockquote(prompt.text),
    ...prompt.images.map(({ name, mimeType }) => `Image: ${name} (${mimeType})`),
    ...(prompt.tools.length === 0 ? [] : [`Tools: ${prompt.tools.join(', ')}`]),
    ...(Object.keys(prompt.options).length === 0 ? [] : [`Parameters: \`${JSON.stringify(prompt.options)}\``]),
    '## Figures',
    formatTable(columns),
    ...columns.flatMap((column, at) => formatResponse(column, columnIds(columns)[at] ?? column.model.id)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Formats a run as JSON, including all recorded data. */
export function runToJson(run: Run): string {
  return `${JSON.stringify(run, undefined, 2)}\n`;
}

function formatTable(columns: readonly Column[]): string {
  return [
    '| Model | First token | Tokens per second | Total | Tokens in | Tokens out | Cost |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...columns.map((column, at) => {
      const { firstToken, speed, total, input, output, cost } = metricsOf(column);
      const prefix = isEstimated(column) ? '≈ ' : '';
      return `| ${[
        escapeCell(columnIds(columns)[at] ?? column.model.id),
        formatValue(firstToken, (ms) => `${(ms / 1000).toFixed(2)} s`),
        formatValue(speed, (perSecond) => prefix + perSecond.toFixed(1)),
        formatValue(total, (ms) => `${(ms / 1000).toFixed(2)} s`),
        formatValue(input, (tokens) => `${prefix}${tokens}`),
        formatValue(output, (tokens) => `${prefix}${tokens}`),
        formatValue(cost, (usd) => `$${Number(usd.toPrecision(4))}`),
      ].join(' | ')} |`;
    }),
  ].join('\n');
}

/** Returns the IDs of the models, with a number if a model was used twice. */
function columnIds(columns: readonly Column[]): readonly string[] {
  return columnNames(columns.map(({ model }) => ({ ...model, name: model.id })));
}

function formatResponse(column: Column, id: string): string[] {
  return [
    `## ${id}`,
    ...(column.reasoning === '' ? [] : ['<details><summary>Reasoning</summary>', column.reasoning, '</details>']),
    ...(column.text === '' ? [] : [column.text]),
    ...column.toolCalls.map(
      (call) => `Calls \`${call.name}\`\n\n\`\`\`json\n${JSON.stringify(call.arguments, undefined, 2)}\n\`\`\``,
    ),
    ...(column.error ? [[`**${column.error.message}**`, column.error.hint].filter(Boolean).join(' ')] : []),
    ...(column.state === 'stopped' ? ['*Stopped.*'] : []),
  ];
}

function formatValue(value: number | undefined, text: (value: number) => string): string {
  return value === undefined ? '–' : text(value);
}

function blockquote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
