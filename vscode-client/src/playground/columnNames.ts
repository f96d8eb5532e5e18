import { hasNamesake, providerNameOf, type NamedModel } from '../model/providerNames.js';

/**
 * Returns a unique name for each model of a run: the model name if it is unique, otherwise with the provider, and with
 * a number if the same model is used twice.
 */
export function columnNames(models: readonly NamedModel[]): readonly string[] {
  const withProvider = models.map((model) =>
    hasNamesake(models, model) ? `${model.name} (${providerNameOf(model)})` : model.name,
  );
  const sameNames = withProvider.map((name, at) =>
    withProvider.some((other, index) => other === name && models[index]?.id !== models[at]?.id),
  );
  const names = withProvider.map((name, at) => (sameNames[at] ? `${name} ${models[at]?.id ?? ''}`.trim() : name));
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((other) => other === name).length;
    return before === 0 && names.filter((other) => other === name).length === 1 ? name : `${name} #${before + 1}`;
  });
}
