export { serverCommand } from './command.js';
