import { fenced } from './messages.js';
import { readableToolName } from './toolTitle.js';
import {
  noticeText,
  partsAsText,
  type ResponseTurn,
  type ResponseMetrics,
  type Session,
  type Step,
  type UserTurn,
} from './session.js';

/**
 * Formats a session as a Markdown document.
 *
 * @param nameOf a function that returns a model's display name
 */
export function sessionToMarkdown(session: Session, nameOf: (model: string) => string): string {
  const turns = session.turns.map((turn) =>
    turn.kind === 'user' ? formatUserTurn(turn) : formatResponse(turn, nameOf),
  );
  return `# ${session.title}\n\n${turns.join('\n\n')}\n`;
}

function formatUserTurn({ text, attachments }: UserTurn): string {
  const attached = attachments.map(({ kind, name, mimeType, data }) =>
    kind === 'text' ? `${name}:\n\n${fenced(data, mimeType.replace('text/', ''))}` : `*${name} (${mimeType})*`,
  );
  return ['## You', ...attached, text].filter((part) => part !== '').join('\n\n');
}

function formatResponse(response: ResponseTurn, nameOf: (model: string) => string): string {
  const error = response.error ? [`> ${response.error.message}`] : [];
  const figures = response.figures ? [`*${formatMetrics(response.figures)}*`] : [];
  const steps = response.steps.map(formatStep).filter((text) => text !== '');
  return [`## ${nameOf(response.figures?.model ?? response.model)}`, ...steps, ...error, ...figures].join('\n\n');
}

function formatStep(step: Step): string {
  switch (step.kind) {
    case 'text':
      return step.text.trim();
    case 'reasoning':
      return step.text.trim().replace(/^/gm, '> ');
    case 'tool':
      return [
        `**${step.title ?? readableToolName(step.name)}**`,
        fenced(JSON.stringify(step.arguments, null, 2), 'json'),
        ...(step.result.length > 0 ? [fenced(partsAsText(step.result), '')] : []),
      ].join('\n\n');
    case 'notice': {
      const text = noticeText(step, false);
      return text === '' ? '' : `*${text}*`;
    }
  }
}

function formatMetrics({ firstTokenMs, totalMs, inputTokens, outputTokens, costUsd }: ResponseMetrics): string {
  return [
    ...(firstTokenMs === undefined ? [] : [`first token after ${(firstTokenMs / 1000).toFixed(2)} s`]),
    `${(totalMs / 1000).toFixed(2)} s in total`,
    ...(inputTokens === undefined || outputTokens === undefined
      ? []
      : [`${inputTokens} tokens in, ${outputTokens} out`]),
    ...(costUsd === undefined ? [] : [`$${Number(costUsd.toPrecision(2))}`]),
  ].join(' · ');
}
