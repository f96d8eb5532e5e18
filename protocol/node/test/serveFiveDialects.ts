/**
 * Simulates a provider for each dialect, for a test in another language: prints the port and the base URLs, and stops
 * when stdin is closed.
 */
import { dialectBases, startFiveDialects } from './fiveDialects.js';

const { port } = await startFiveDialects();
console.log(JSON.stringify({ port, bases: dialectBases }));
process.stdin.resume().once('end', () => process.exit());
