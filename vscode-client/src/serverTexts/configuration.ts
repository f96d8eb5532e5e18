/** What is wrong with the configuration or with a change to it, and what helps. */
export const configuration = [
  // config
  'The YAML is nested too deeply.',
  'The YAML is indented with a tab; use spaces.',
  "The YAML has a ':' where none can stand; check the indentation, or put the text in quotes.",
  "The YAML lacks a ':' after a key.",
  "The YAML's indentation does not fit the lines above.",
  'The YAML is nested or repeated too much (at most 50 levels and 50 aliases).',
  'The file holds more than one YAML document; keep one.',
  'The YAML has a type tag (!!), which is not allowed here.',
  'The YAML cannot be read.',
  'The YAML cannot be read: {0}.',
  'This is not a file; configuration is read from files only.',
  'The file is larger than 1 MiB and was not read; make it smaller.',
  'The file is not valid UTF-8 text; save it as UTF-8.',
  "'{0}' says the same as a key above; keep one of them.",
  "'{0}' is ignored in a workspace; set it in your own settings.",
  "'{0}' has no value; set one or remove the key.",
  "'{0}' is an empty list; fill it or remove the key.",
  "An entry of '{0}' is empty.",
  "'{0}' cannot contain variables; write it out.",
  "This entry has no '{0}'; add it or remove the entry.",
  "'{0}' is defined twice; remove one of the definitions.",
  "'{0}' must be at least {1}.",
  "'{0}' must be {1}, not {2}.",
  // config/ConfigEditor
  "No copy of VS Code's settings can be kept in {0}.",
  'Check that you may write there; nothing was changed.',
  'Nothing was written.',
  'No folder is open.',
  'The folder {0} is not open.',
  'Open the folder, or change your own configuration.',
  // config/PlainEdit
  "There is nothing to configure at '{0}'.",
  "Look at 'open-llm config show' or the schema of the file for what there is.",
  "There is no list at '{0}', so it has no items to add or remove.",
  "Use 'open-llm config set' or 'open-llm config unset' for a single value.",
  // config/Fault
  'Correct it and try again. Nothing is sent until then.',
  // config/Layer
  'The settings of this workspace are ignored because it is not trusted.',
  // config/YamlFile
  'There is no such file; check the path given with --config.',
  'The file is a link that leads out of the workspace; it is not read.',
  'The file cannot be read; check that it exists and that you may read it.',
  // config/YamlFileEditor
  'The change does not fit into {0}.',
  'Change it in the file.',
  'Nothing was written to {0}.',
  '{0} is a link that leads out of the workspace; it is not written.',
  'Replace the link by a file.',
  'Repair the file first; nothing was written.',
  'Check that you may write it, and that no other program keeps it; nothing was written.',
  // config/YamlPatch
  'The change does not fit the way this file is written.',
  // config/YamlStep
  'Line {0} cannot be changed from here: {1}.',
  // config/YamlTree
  "The file must begin with keys such as 'providers:'.",
  'The file has more than 50,000 values once its aliases are followed; make it smaller.',
  'The YAML contains itself through an alias.',
  'A key must be a single word.',
  "The key '{0}' stands twice, first on line {1}.",
  "What '<<' brings in must be keys with values.",
] as const;
