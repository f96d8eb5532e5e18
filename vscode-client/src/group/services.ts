/** What is read of a vendor in this extension's own `package.json`. */
export interface VendorManifest {
  readonly configuration?: {
    readonly properties: {
      readonly service: { readonly enum: readonly string[]; readonly enumDescriptions: readonly string[] };
    };
  };
}

/**
 * The base URLs of the services that Add Models offers, by their ids. They stand as descriptions in `package.json`,
 * where packaging puts all services that the server knows.
 */
export function ownAddresses(vendors: readonly VendorManifest[]): ReadonlyMap<string, string> {
  const [offered] = vendors.flatMap(({ configuration }) => (configuration ? [configuration.properties.service] : []));
  return new Map(offered?.enum.map((id, index) => [id, offered.enumDescriptions[index] ?? '']) ?? []);
}
