/** What is wrong with a provider or with the name of a model, and what helps. */
export const providers = [
  // provider
  'There is no key for {0}.',
  '{0}`open-llm secrets set {1}`, or in VS Code "Open LLM: Set Key…".',
  'Provider {0} names no deployments, and Azure does not list them.',
  "Name your deployments under models of {0}, each with base_model where its name is not the model's.",
  'The preset {0} of provider {1} is no known service.',
  'Provider {0} has no base URL.',
  'Set api_base of {0} to the address of your own resource.',
  'Set api_base of {0}, or use the name of a known service: `open-llm providers --all` lists them.',
  'Provider {0} needs the environment variable {1}.',
  'Set {0}, or set api_base of {1}.',
  'Provider {0} has the dialect {1}, which does not exist.',
  'Use one of {0}.',
  'The base URL of provider {0} {1}.',
  'Set api_base of {0} to something like https://llm.example.com/v1.',
  // provider/ConfiguredProviders
  'There is no provider {0}.',
  // provider/HeaderRules
  'The header {0} of provider {1} {2}.',
  'Change or remove it under headers of {0} in the configuration.',
  // provider/ModelListing
  'The connection to {0} broke.',
  '{0} did not answer with a list of models.',
  'Check the base URL {0}: it should be the address of the API, often ending in /v1.',
  // provider/ModelLists
  'The models of {0} could not be read.',
  // provider/ModelResolver
  'More than one provider has the model {0}.',
  'Say which: {0}.',
  'Provider echo has no model {0}.',
  'It has one: echo/echo.',
  'Provider {0} is switched off.',
  'Set enabled: true for {0} in the configuration.',
  'Providers in use: {0}.',
  'There is no provider {0} for the model {1}.',
  'There is no model {0}.',
  // provider/NearestNames
  'There are: {0}.',
  // provider/OfferedModels
  'Not pulled. Run `ollama pull {0}`.',
  // provider/Requests
  'Provider {0} has both a key ({1}) and the header {2}.',
  'Remove the header from the configuration, or delete the key.',
  'The key of {0} ({1}) is empty or holds characters no key has.',
  'Store it again, without line breaks.',
  // provider/entra/MicrosoftTokens
  'Signing in to Microsoft Entra ID needs the environment variable {0}.',
  'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or store an API key.',
  'Microsoft Entra ID gave no token ({0}).',
  'Check AZURE_TENANT_ID, AZURE_CLIENT_ID and the credential, and that it has the role Cognitive Services OpenAI User.',
  // chat/doctor/Doctor, chat/doctor/KeyTrial
  'Provider {0} is not in use.',
  'Add it to the configuration, or see what is in use with `open-llm providers`.',
] as const;
