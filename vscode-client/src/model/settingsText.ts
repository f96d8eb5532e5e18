/** A token of JSON with comments that matters here. */
const tokens = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"/]+/g;

/** The text of VS Code’s settings with a setting of the first level changed or added; all else stays as it is. */
export function withSetting(text: string, name: string, value: boolean): string {
  const key = JSON.stringify(name);
  let depth = 0;
  let begin: number | undefined;
  /** 1 after the key, 2 after its colon. */
  let step = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token.startsWith('//') || token.startsWith('/*')) {
      continue;
    }
    if (step === 2) {
      return `${text.slice(0, index)}${value}${text.slice(index + token.length)}`;
    }
    if (token === '{' || token === '[') {
      begin ??= index + 1;
      depth++;
    } else if (token === '}' || token === ']') {
      depth--;
    }
    step = step === 1 && token === ':' ? 2 : depth === 1 && token === key ? 1 : 0;
  }
  const added = `\n    ${key}: ${value}`;
  if (begin === undefined) {
    return `${text}{${added}\n}\n`;
  }
  const isEmpty = /^\s*\}/.test(text.slice(begin));
  return `${text.slice(0, begin)}${added}${isEmpty ? '\n' : ','}${text.slice(begin).replace(/^\s*(?=\})/, '')}`;
}
