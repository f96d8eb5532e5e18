/** Why there is no key, or it cannot be stored, and what helps. */
export const secrets = [
  // secret/Bonds
  'The agreement cannot be written to {0}.',
  // secret/DotenvSecrets
  'The file cannot be read: {0}.',
  '{0} cannot be read: {1}.',
  'Check the file, or name the scope the key is in.',
  'The provider {0} has no environment variable a .env file could name.',
  'Name one with api_key_env, or use another store.',
  'There is no trusted workspace to store the key for.',
  'Open a folder and trust it, or store the key for yourself.',
  '{0} cannot be written: {1}.',
  'Check that you may write it, or use another store.',
  // secret/EnvironmentSecrets
  'Environment variables cannot be changed from here.',
  'Change the variable where it is set and start again.',
  // secret/HandedOverKeys
  'Keys are only handed over to a client with a secret storage.',
  'Use `open-llm secrets env`, or the same command in VS Code.',
  "VS Code's secret storage {0}.",
  'The provider {0} has no environment variable.',
  'Name one with api_key_env.',
  'See where it was looked for with `open-llm secrets where {0}`.',
  // secret/Keychain
  'The system keychain did not keep the key.',
  'The key is too long for the Windows credential store (at most about 1,200 letters).',
  'The system keychain did not answer within {0} seconds.',
  'The system keychain was not waited for, because the request was cancelled.',
  'There is no system keychain here.',
  'The system keychain answered with an error.',
  'The system keychain is locked: unlock it, with Passwords and Keys or by signing in again, and try again.',
  // secret/KeychainSecrets
  'The entry was not written by this product; set it anew.',
  'No folder is open, so there is no workspace to store the key for.',
  'Open a folder, or store the key for yourself.',
  'The list of what is in the keychain cannot be written: {0}.',
  'Try again, or use another store (--store dotenv).',
  // secret/SecretChain
  'The key belongs to {0}.',
  'There is no key of {0} in {1}.',
  'See where it is with `open-llm secrets where {0}`.',
  'The key of {0} belongs to the hosts of your own configuration, and {1} comes from the workspace.',
  'Copy it outside of this workspace, or store a key for this host with `open-llm secrets set {0}`.',
  'The key has more than {0} letters.',
  'Check that it is the key and not a whole file.',
  'Keys in {0} are switched off.',
  'Switch it on with the setting secrets.{0}.',
  "There is no store '{0}' here.",
  'Use another store.',
  'No store can take the key.',
  'Use an environment variable, or run this from VS Code.',
  // secret/StoredKey
  'The entry of the {0} was not written by this product.',
  'Set the key anew.',
  // secret/VsCodeSecrets
  'No VS Code is connected.',
  'Try again, or use another store.',
  'Run the same command in VS Code, or use another store.',
] as const;
