import { useState } from "react";
import { UnstyledButton } from "@mantine/core";
import classes from "./AccessEffects.module.css";
import { t } from "./effectsMessages";
import { effectKind, effectWords, sortEffects, summary, type Effect, type EffectKind, type Effects } from "./effectWords";

const firstShown = 6;

/** Of a change that is about something else than roles. */
interface Words {
  summary: string;
  kind: (effect: Effect) => EffectKind;
  person: (effect: Effect) => string;
}

/** What a change of access does to each person, in words: first a sentence, then who exactly. */
export function AccessEffects({ effects, words }: { effects: Effects; words?: Words }) {
  const [all, setAll] = useState(false);
  const kind = words?.kind ?? effectKind;
  const people = sortEffects(effects.people, kind);
  const shown = all ? people : people.slice(0, firstShown);
  return (
    <div className={classes.root}>
      <p className={classes.summary}>{words?.summary ?? summary(effects)}</p>
      {people.length > 0 && (
        <ul className={classes.list}>
          {shown.map((person) => (
            <li key={person.user.id} className={classes.row} data-kind={kind(person)}>
              <span className={classes.name} title={person.user.email}>
                {person.user.name}
              </span>
              <span className={classes.words}>{words?.person(person) ?? effectWords(person, effects.tiles?.length)}</span>
            </li>
          ))}
        </ul>
      )}
      {people.length > shown.length && (
        <UnstyledButton className={classes.more} onClick={() => setAll(true)}>
          {t("showAll", { count: people.length })}
        </UnstyledButton>
      )}
    </div>
  );
}
