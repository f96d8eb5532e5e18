import { writeFile } from 'node:fs/promises';
import { generateReference } from './generateReference.js';

await writeFile(new URL('../../API.md', import.meta.url), await generateReference());
