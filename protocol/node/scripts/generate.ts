import { writeFile } from 'node:fs/promises';
import { generateTypes } from './generateTypes.js';

await writeFile(new URL('../src/protocol.ts', import.meta.url), await generateTypes());
