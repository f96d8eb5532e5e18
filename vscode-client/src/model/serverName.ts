/** Returns a short name for a server: the distinctive part of the host name, made unique among the existing names. */
export function serverNameFor(address: string, taken: ReadonlySet<string>): string {
  const host = address.replace(/^[a-z]+:\/\//i, '').split(/[/:?#]/)[0] ?? '';
  const parts = host.split('.').filter((part) => !['www', 'api', 'llm'].includes(part));
  const isNumber = /^[\d.]+$/.test(host);
  const wanted = (isNumber || host === 'localhost' ? 'local' : (parts[0] ?? 'server'))
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '');
  const base = wanted === '' ? 'server' : wanted;
  let name = base;
  for (let n = 2; taken.has(name); n++) {
    name = `${base}-${n}`;
  }
  return name;
}
