import type { Turn, UserTurn } from './session.js';

/**
 * Returns the turns with a new version of a message. The previous version and all turns after it are saved as a
 * version.
 */
export function withNewVersion(turns: readonly Turn[], index: number, question: UserTurn): readonly Turn[] {
  const [head, ...rest] = turns.slice(index);
  if (head?.kind !== 'user') {
    return turns;
  }
  const { shown, tails } = head.versions ?? { shown: 0, tails: [[]] };
  const savedTails = tails.with(shown, [withoutVersions(head), ...rest]);
  return [
    ...turns.slice(0, index),
    { ...withoutVersions(question), versions: { shown: savedTails.length, tails: [...savedTails, []] } },
  ];
}

/** Returns the turns with a different saved version shown, starting at the message. */
export function withVersion(turns: readonly Turn[], index: number, version: number): readonly Turn[] {
  const [head, ...rest] = turns.slice(index);
  const versions = head?.kind === 'user' ? head.versions : undefined;
  const [next, ...later] = versions?.tails[version] ?? [];
  if (head?.kind !== 'user' || !versions || next?.kind !== 'user') {
    return turns;
  }
  const tails = versions.tails.with(versions.shown, [withoutVersions(head), ...rest]).with(version, []);
  return [...turns.slice(0, index), { ...next, versions: { shown: version, tails } }, ...later];
}

/** Returns a turn as views receive it: with the number of its versions, but without their content. */
export function withoutTails(turn: Turn): Turn {
  return turn.kind === 'user' && turn.versions
    ? { ...turn, versions: { ...turn.versions, tails: turn.versions.tails.map(() => []) } }
    : turn;
}

function withoutVersions({ versions: _, ...turn }: UserTurn): UserTurn {
  return turn;
}
