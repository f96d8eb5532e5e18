// Lets the extension in this folder (F5 in VS Code) start the server that Maven has built. A package contains its own
// server.
import { rm, stat, symlink } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../server/target', import.meta.url));
const link = fileURLToPath(new URL('../server', import.meta.url));

if (!(await stat(`${built}/open-llm.jar`).catch(() => undefined))) {
  console.error('The server is not built. Run `mvn -q -B package -DskipTests` first.');
  process.exit(1);
}
await rm(link, { force: true });
await symlink(built, link, 'junction');
