import { columnNames } from './columnNames.js';
import { isEstimated, valuesOf } from './figures.js';
import type { Column, Run } from './run.js';

/** Formats a run as a Markdown document: the prompt, a table of metrics, and each response. */
export function markdownOf(run: Run): string {
  const { prompt, columns } = run;
  return [
    '# Playground',
    run.startedAt,
    ...(prompt.system.trim() === '' ? [] : ['## System prompt', quoted(prompt.system)]),
    '## Prompt',
    quoted(prompt.text),
    ...prompt.images.map(({ name, mimeType }) => `Image: ${name} (${mimeType})`),
    ...(prompt.tools.length === 0 ? [] : [`Tools: ${prompt.tools.join(', ')}`]),
    ...(Object.keys(prompt.options).length === 0 ? [] : [`Parameters: \`${JSON.stringify(prompt.options)}\``]),
    '## Figures',
    table(columns),
    ...columns.flatMap((column, at) => answer(column, idsOf(columns)[at] ?? column.model.id)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Formats a run as JSON, including all recorded data. */
export function jsonOf(run: Run): string {
  return `${JSON.stringify(run, undefined, 2)}\n`;
}

function table(columns: readonly Column[]): string {
  return [
    '| Model | First token | Tokens per second | Total | Tokens in | Tokens out | Cost |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...columns.map((column, at) => {
      const { firstToken, speed, total, input, output, cost } = valuesOf(column);
      const about = isEstimated(column) ? '≈ ' : '';
      return `| ${[
        cell(idsOf(columns)[at] ?? column.model.id),
        shown(firstToken, (ms) => `${(ms / 1000).toFixed(2)} s`),
        shown(speed, (perSecond) => about + perSecond.toFixed(1)),
        shown(total, (ms) => `${(ms / 1000).toFixed(2)} s`),
        shown(input, (tokens) => `${about}${tokens}`),
        shown(output, (tokens) => `${about}${tokens}`),
        shown(cost, (usd) => `$${Number(usd.toPrecision(4))}`),
      ].join(' | ')} |`;
    }),
  ].join('\n');
}

/** Returns the IDs of the models, with a number if a model was used twice. */
function idsOf(columns: readonly Column[]): readonly string[] {
  return columnNames(columns.map(({ model }) => ({ ...model, name: model.id })));
}

function answer(column: Column, id: string): string[] {
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

function shown(value: number | undefined, text: (value: number) => string): string {
  return value === undefined ? '–' : text(value);
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
