/** The lines of provider/Statuses. */
export const states = [
  'Ready · {0}',
  '1 model',
  '{0} models',
  'Asking for its models',
  'Switched off',
  'No key',
  'Cannot reach {0}',
  'No answer from {0}',
  'The key was refused',
  'The key may not do this',
  'No credit or quota left',
  'Too many requests for now',
  'Overloaded for now',
  'The key belongs to another host',
  'No deployments named',
] as const;
