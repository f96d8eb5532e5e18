/** Returns a short name for a server: the distinctive part of the host name, made unique among the existing names. */
export function suggestServerName(address: string, existingNames: ReadonlySet<string>): string {
  const host = address.replace(/^[a-z]+:\/\//i, '').split(/[/:?#]/)[0] ?? '';
  const parts = host.split('.').filter((part) => !['www', 'api', 'llm'].includes(part));
  const isNumber = /^[\d.]+$/.test(host);
  const candidate = (isNumber || host === 'localhost' ? 'local' : (parts[0] ?? 'server'))
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '');
  const base = candidate === '' ? 'server' : candidate;
  let name = base;
  for (let n = 2; existingNames.has(name); n++) {
    name = `${base}-${n}`;
  }
  return name;
}
