import type { ProviderInfo } from '@open-llm/client';

/** A provider with all its endpoints, including those of other regions and of its subscription plans. */
export interface ProviderFamily {
  readonly name: string;
  readonly endpoints: readonly ProviderInfo[];
}

/** Groups providers by their common name, so each group is shown in one row. The order is preserved. */
export function groupByFamily(providers: readonly ProviderInfo[]): readonly ProviderFamily[] {
  const families = new Map<string, ProviderInfo[]>();
  for (const provider of providers) {
    const name = familyName(provider.displayName);
    const existing = families.get(name);
    if (existing) {
      existing.push(provider);
    } else {
      families.set(name, [provider]);
    }
  }
  return [...families].map(([name, endpoints]) => ({
    name: endpoints.length === 1 ? (endpoints[0]?.displayName ?? name) : name,
    endpoints,
  }));
}

/** Returns the common name, such as `Alibaba` for `Alibaba Coding Plan (China)`. */
function familyName(displayName: string): string {
  return displayName.replace(/ \([^)]*\)$/, '').replace(/ (Coding|Token) Plan$/, '');
}
