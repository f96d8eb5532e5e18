/** Matches a relevant token of JSON with comments. */
const tokens = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"/]+/g;

interface SettingLocation {
  /** The offset at which the content of the outermost object begins. */
  readonly begin?: number | undefined;
  /** The offsets of the value, if the setting is present. */
  readonly value?: { readonly from: number; readonly to: number };
}

/** Returns the value of a top-level setting, as written in the text of the VS Code settings. */
export function getSetting(text: string, name: string): string | undefined {
  const { value } = locateSetting(text, name);
  return value && text.slice(value.from, value.to);
}

/** Returns the text of the VS Code settings with a top-level setting changed or added. Everything else is unchanged. */
export function withSetting(text: string, name: string, value: boolean): string {
  const { begin, value: existing } = locateSetting(text, name);
  if (existing) {
    return `${text.slice(0, existing.from)}${value}${text.slice(existing.to)}`;
  }
  const added = `\n    ${JSON.stringify(name)}: ${value}`;
  if (begin === undefined) {
    return `${text}{${added}\n}\n`;
  }
  const isEmpty = /^\s*\}/.test(text.slice(begin));
  return `${text.slice(0, begin)}${added}${isEmpty ? '\n' : ','}${text.slice(begin).replace(/^\s*(?=\})/, '')}`;
}

function locateSetting(text: string, name: string): SettingLocation {
  const key = JSON.stringify(name);
  let depth = 0;
  let begin: number | undefined;
  let step: 'key' | 'colon' | undefined;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token.startsWith('//') || token.startsWith('/*')) {
      continue;
    }
    if (step === 'colon') {
      return { begin, value: { from: index, to: index + token.length } };
    }
    if (token === '{' || token === '[') {
      begin ??= index + 1;
      depth++;
    } else if (token === '}' || token === ']') {
      depth--;
    }
    const isKey = depth === 1 && token === key;
    step = step === 'key' && token === ':' ? 'colon' : isKey ? 'key' : undefined;
  }
  return { begin };
}
