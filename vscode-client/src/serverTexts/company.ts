/** Policies about hosts, commands that print keys, keys with names, and gateways with tokens of Microsoft Entra ID. */
export const company = [
  // config/AllowedHosts
  'The proxy {0} is not allowed by policies.allowed_hosts in {1}.',
  'The host {0} is not allowed by policies.allowed_hosts in {1}.',
  'Ask your administrator to allow this host, or use a provider whose host is allowed.',
  'Add this host to the list, or use a provider whose host is allowed.',
  // config/Fault
  'Ask your administrator to correct it. Nothing is sent until then.',
  // config/schema/SchemaReader
  "'{0}' is read only in your own file ~/.config/openllm/config.yaml; write it there.",
] as const;
