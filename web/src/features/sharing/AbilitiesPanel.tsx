import { Skeleton, Stack, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { abilitiesQuery, changeAbilities } from "@/api/sharing";
import { abilities, abilityLabel, abilityOff, type AbilityName } from "@/ui/abilities";
import { ErrorNote } from "@/ui/ErrorNote";
import { toastDone, toastError } from "@/ui/toast";
import classes from "./AbilitiesPanel.module.css";
import { t } from "./messages";

/** What can be done with the document by those who have access. Each switch takes effect at once and can be undone. */
export function AbilitiesPanel({ document }: { document: string }) {
  const client = useQueryClient();
  const states = useQuery(abilitiesQuery(document));
  const apply = async (ability: AbilityName, on: boolean) => {
    client.setQueryData(abilitiesQuery(document).queryKey, await changeAbilities(document, { [ability]: on }));
  };
  const change = useMutation({
    mutationFn: ({ ability, on }: { ability: AbilityName; on: boolean }) => apply(ability, on),
    onSuccess: (_done, { ability, on }) =>
      toastDone(on ? t("abilityOn", { ability: abilityLabel(ability) }) : t("abilityOff", { ability: abilityLabel(ability) }), () =>
        apply(ability, !on).catch(toastError),
      ),
  });
  if (states.isError) return <ErrorNote error={states.error} />;
  if (!states.data) return <Skeleton h={280} />;
  const now = states.data;
  return (
    <Stack gap="md">
      <p className={classes.about}>{t("abilitiesAbout")}</p>
      <ErrorNote error={change.error} />
      {abilities.map((ability) => {
        const state = now[ability];
        if (!state) return null;
        return (
          <Switch
            key={ability}
            label={abilityLabel(ability)}
            description={!state.available ? t("abilityUnavailable") : state.on ? undefined : abilityOff(ability)}
            checked={state.on}
            disabled={!state.available}
            onChange={(event) => change.mutate({ ability, on: event.currentTarget.checked })}
          />
        );
      })}
    </Stack>
  );
}
