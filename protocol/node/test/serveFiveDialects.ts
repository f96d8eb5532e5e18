/** Plays a provider of each dialect for a test in another language: says its port and bases, and ends with its stdin. */
import { dialectBases, startFiveDialects } from './fiveDialects.js';

const { port } = await startFiveDialects();
console.log(JSON.stringify({ port, bases: dialectBases }));
process.stdin.resume().once('end', () => process.exit());
