/** The members of a vendor in the `package.json` of this extension that are used. */
export interface VendorManifest {
  readonly configuration?: {
    readonly properties: {
      readonly service: { readonly enum: readonly string[]; readonly enumDescriptions: readonly string[] };
    };
  };
}

/**
 * Returns the base URLs of the providers that Add Models offers, by provider ID. The URLs are descriptions in
 * `package.json`, to which the packaging script adds all built-in providers.
 */
export function builtInBaseUrls(vendors: readonly VendorManifest[]): ReadonlyMap<string, string> {
  const [serviceProperty] = vendors.flatMap(({ configuration }) =>
    configuration ? [configuration.properties.service] : [],
  );
  return new Map(serviceProperty?.enum.map((id, index) => [id, serviceProperty.enumDescriptions[index] ?? '']) ?? []);
}
