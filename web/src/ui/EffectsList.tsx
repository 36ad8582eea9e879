import { connectionRoleLabel, contentRoleLabel, type ConnectionRoleName, type ContentRoleName } from "./roles";
import { t } from "./peopleEffectsMessages";
import classes from "./EffectsList.module.css";

interface Change<R> {
  before: R;
  after: R;
}

/** What a change would do to people, as the server says it. */
export interface PeopleEffects {
  count: number;
  gains: number;
  loses: number;
  people: {
    user: { id: string; name: string };
    content: (Change<ContentRoleName> & { node: { id: string; name: string } })[];
    connections: (Change<ConnectionRoleName> & { connection: { id: string; name: string } })[];
    values: (Change<readonly unknown[]> & { attribute: string })[];
  }[];
}

/** What a change would do, person by person, in words. */
export function EffectsList({ effects }: { effects: PeopleEffects }) {
  if (effects.count === 0) return <p className={classes.none}>{t("effectsNone")}</p>;
  return (
    <>
      <p className={classes.sum}>{[t("effectsCount", { count: effects.count }), effects.gains > 0 && t("effectsGains", { count: effects.gains }), effects.loses > 0 && t("effectsLoses", { count: effects.loses })].filter(Boolean).join(" ")}</p>
      <ul className={classes.list}>
        {effects.people.map((person) => (
          <li key={person.user.id}>
            <strong>{person.user.name}</strong>
            <ul>
              {person.content.map((one) => (
                <li key={one.node.id}>{t("effectRole", { name: one.node.name, before: contentRoleLabel(one.before), after: contentRoleLabel(one.after) })}</li>
              ))}
              {person.connections.map((one) => (
                <li key={one.connection.id}>{t("effectRole", { name: one.connection.name, before: connectionRoleLabel(one.before), after: connectionRoleLabel(one.after) })}</li>
              ))}
              {person.values.map((one) => (
                <li key={one.attribute}>{t("effectValue", { name: one.attribute, before: words(one.before), after: words(one.after) })}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

const words = (values: readonly unknown[]): string => (values.length === 0 ? t("effectNothing") : values.join(", "));
