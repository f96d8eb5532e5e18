/** The used part of a vendor in this extension's own `package.json`. */
export interface VendorManifest {
  readonly configuration?: {
    readonly properties: {
      readonly service: { readonly enum: readonly string[]; readonly enumDescriptions: readonly string[] };
    };
  };
}

/**
 * The base URLs of the providers that Add Models offers, by their ids. They are descriptions in `package.json`, to
 * which packaging adds all built-in providers.
 */
export function ownAddresses(vendors: readonly VendorManifest[]): ReadonlyMap<string, string> {
  const [offered] = vendors.flatMap(({ configuration }) => (configuration ? [configuration.properties.service] : []));
  return new Map(offered?.enum.map((id, index) => [id, offered.enumDescriptions[index] ?? '']) ?? []);
}
