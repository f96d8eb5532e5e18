import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = join(import.meta.dirname, '..', '..', 'server', 'src', 'main', 'java', 'dev', 'openllm', 'server');

/** Comments, text blocks, texts, letters, names and numbers, and single signs of Java. */
const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w$]+|->|\S/g;

/**
 * The sentences for a person in a Java source of the server, in the order in which they stand: texts that end with a
 * full stop, with `{0}`, `{1}` for what is filled in.
 */
export function sentencesOf(file: string): string[] {
  const tokens = readFileSync(join(sources, file), 'utf8').match(token) ?? [];
  const found: string[] = [];
  // Each pair of brackets has an expression of its own: its texts, and undefined for all else.
  const open: (string | undefined)[][] = [[]];
  const end = (): void => {
    const parts = open.at(-1)?.splice(0) ?? [];
    const sentence = joined(parts);
    if (/\p{L}{2,} \p{L}/u.test(sentence) && /\.$/.test(sentence)) {
      found.push(sentence);
    }
  };
  for (const each of tokens) {
    if (each.startsWith('/*') || each.startsWith('//')) {
      continue;
    }
    if ('({['.includes(each)) {
      open.push([]);
    } else if (')}]'.includes(each)) {
      end();
      open.pop();
      open.at(-1)?.push(undefined);
    } else if (',;?:=->'.includes(each) || each === 'return' || each === 'yield') {
      end();
    } else if (each !== '+') {
      open.at(-1)?.push(each.startsWith('"') && !each.startsWith('"""') ? textOf(each) : undefined);
    }
  }
  return [...new Set(found)];
}

/** Java has some escapes that JSON does not have. */
function textOf(literal: string): string {
  const ofJava: Record<string, string> = { '\\0': '\\u0000', '\\s': ' ', "\\'": "'" };
  return JSON.parse(literal.replace(/\\./g, (escape) => ofJava[escape] ?? escape)) as string;
}

/** Neighbours that are no texts are one thing that is filled in, and so is what a format fills in. */
function joined(parts: readonly (string | undefined)[]): string {
  let holes = 0;
  return parts
    .map((part, at) => part?.replace(/%,?(?:\.\d)?[dfs]/g, '{}') ?? (at > 0 && parts[at - 1] === undefined ? '' : '{}'))
    .join('')
    .replace(/\{\}/g, () => `{${holes++}}`);
}
