import { useState } from "react";
import { UnstyledButton } from "@mantine/core";
import classes from "./AccessEffects.module.css";
import { t } from "./effectsMessages";
import { effectKind, effectWords, sortEffects, summary, type Effects } from "./effectWords";

const firstShown = 6;

/** What a change of access does to each person, in words: first a sentence, then who exactly. */
export function AccessEffects({ effects }: { effects: Effects }) {
  const [all, setAll] = useState(false);
  const people = sortEffects(effects.people);
  const shown = all ? people : people.slice(0, firstShown);
  return (
    <div className={classes.root}>
      <p className={classes.summary}>{summary(effects)}</p>
      {people.length > 0 && (
        <ul className={classes.list}>
          {shown.map((person) => (
            <li key={person.user.id} className={classes.row} data-kind={effectKind(person)}>
              <span className={classes.name} title={person.user.email}>
                {person.user.name}
              </span>
              <span className={classes.words}>{effectWords(person, effects.tiles?.length)}</span>
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
