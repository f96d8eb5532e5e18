import type { ProviderInfo } from '@open-llm/client';

/** One provider with all its endpoints: those of other regions and those of its subscription plans. */
export interface ProviderFamily {
  readonly name: string;
  readonly endpoints: readonly ProviderInfo[];
}

/** The providers by their common name, so that each has one row; the order is kept. */
export function familiesOf(providers: readonly ProviderInfo[]): readonly ProviderFamily[] {
  const families = new Map<string, ProviderInfo[]>();
  for (const provider of providers) {
    const name = familyName(provider.displayName);
    const known = families.get(name);
    if (known) {
      known.push(provider);
    } else {
      families.set(name, [provider]);
    }
  }
  return [...families].map(([name, endpoints]) => ({
    name: endpoints.length === 1 ? (endpoints[0]?.displayName ?? name) : name,
    endpoints,
  }));
}

/** `Alibaba` for `Alibaba Coding Plan (China)`. */
function familyName(displayName: string): string {
  return displayName.replace(/ \([^)]*\)$/, '').replace(/ (Coding|Token) Plan$/, '');
}
