import type { Effects } from "./people";

/** What several changes do together: each person once, with all that changes for them. */
export function merged(all: readonly Effects[]): Effects {
  const [first, ...rest] = all;
  if (first === undefined) throw new Error("nothing to merge");
  if (rest.length === 0) return first;
  const people = new Map<string, Effects["people"][number]>();
  let unnamed = 0;
  for (const effects of all) {
    unnamed += effects.count - effects.people.length;
    for (const person of effects.people) {
      const known = people.get(person.user.id);
      people.set(
        person.user.id,
        known === undefined
          ? person
          : {
              ...known,
              content: [...known.content, ...person.content],
              connections: [...known.connections, ...person.connections],
              values: [...known.values, ...person.values.filter((one) => !known.values.some((had) => had.attribute === one.attribute))],
            },
      );
    }
  }
  const sum = (of: (effects: Effects) => number): number => all.reduce((total, effects) => total + of(effects), 0);
  return { ...first, people: [...people.values()], count: people.size + unnamed, gains: sum((one) => one.gains), loses: sum((one) => one.loses) };
}
