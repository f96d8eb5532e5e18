import { fenced } from './messages.js';
import { partsAsText, type AnswerTurn, type Figures, type Session, type Step, type UserTurn } from './session.js';

/** A session as a document. */
export function markdownOf(session: Session): string {
  const turns = session.turns.map((turn) => (turn.kind === 'user' ? questionOf(turn) : answerOf(turn)));
  return `# ${session.title}\n\n${turns.join('\n\n')}\n`;
}

function questionOf({ text, attachments }: UserTurn): string {
  const attached = attachments.map(({ kind, name, mimeType, data }) =>
    kind === 'text' ? `${name}:\n\n${fenced(data, mimeType.replace('text/', ''))}` : `*${name} (${mimeType})*`,
  );
  return ['## You', ...attached, text].filter((part) => part !== '').join('\n\n');
}

function answerOf(answer: AnswerTurn): string {
  const error = answer.error ? [`> ${answer.error.message}`] : [];
  const figures = answer.figures ? [`*${figuresLine(answer.figures)}*`] : [];
  return [`## ${answer.model}`, ...answer.steps.map(stepOf), ...error, ...figures].join('\n\n');
}

function stepOf(step: Step): string {
  switch (step.kind) {
    case 'text':
      return step.text.trim();
    case 'reasoning':
      return step.text.trim().replace(/^/gm, '> ');
    case 'tool':
      return [
        `**${step.name}**`,
        fenced(JSON.stringify(step.arguments, null, 2), 'json'),
        ...(step.result.length > 0 ? [fenced(partsAsText(step.result), '')] : []),
      ].join('\n\n');
    case 'notice':
      return `*${step.text}*`;
  }
}

function figuresLine({ firstTokenMs, totalMs, inputTokens, outputTokens, costUsd }: Figures): string {
  return [
    ...(firstTokenMs === undefined ? [] : [`first token after ${(firstTokenMs / 1000).toFixed(2)} s`]),
    `${(totalMs / 1000).toFixed(2)} s`,
    ...(inputTokens === undefined || outputTokens === undefined
      ? []
      : [`${inputTokens} tokens in, ${outputTokens} out`]),
    ...(costUsd === undefined ? [] : [`$${Number(costUsd.toPrecision(2))}`]),
  ].join(' · ');
}
