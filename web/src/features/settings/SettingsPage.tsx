import { Button, Group, NumberInput, Radio, Skeleton, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { changeSettings, settingsQuery } from "@/api/admin";
import { meQuery } from "@/api/session";
import type { Settings, SettingsChange } from "@/api/types";
import { abilities, abilityLabel } from "@/ui/abilities";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { RoleSelect } from "@/ui/RoleSelect";
import { toastDone, toastError } from "@/ui/toast";
import { useTitle } from "@/ui/useTitle";
import { t } from "./messages";
import classes from "./SettingsPage.module.css";
import { SuperGroups } from "./SuperGroups";

const linkChoices = ["anyone", "signed_in", "off"] as const;

export function SettingsPage() {
  useTitle(t("title"));
  const client = useQueryClient();
  const settings = useQuery(settingsQuery);
  async function apply(change: SettingsChange): Promise<void> {
    client.setQueryData(settingsQuery.queryKey, await changeSettings(change));
    await client.invalidateQueries({ queryKey: meQuery.queryKey });
  }
  const save = useMutation({
    mutationFn: ({ change }: { change: SettingsChange; back: SettingsChange }) => apply(change),
    onSuccess: (_done, { back }) => toastDone(t("saved"), () => apply(back).catch(toastError)),
  });
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNote error={settings.error ?? save.error} />
      {settings.data ? (
        <Form settings={settings.data} set={(change, back) => save.mutate({ change, back })} />
      ) : (
        settings.isPending && <Skeleton h={360} />
      )}
    </>
  );
}

function Form({ settings, set }: { settings: Settings; set: (change: SettingsChange, back: SettingsChange) => void }) {
  const [organization, setOrganization] = useState(settings.organization);
  return (
    <div className={classes.sections}>
      <Section title={t("organization")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            set({ organization: organization.trim() }, { organization: settings.organization });
          }}
        >
          <Group gap="xs" align="flex-end">
            <TextInput
              className={classes.field}
              label={t("organizationName")}
              description={t("organizationAbout")}
              value={organization}
              maxLength={120}
              onChange={(event) => setOrganization(event.currentTarget.value)}
            />
            {organization.trim() !== settings.organization && organization.trim() !== "" && (
              <Button type="submit" color="amber">
                {t("save")}
              </Button>
            )}
          </Group>
        </form>
      </Section>

      <Section title={t("content")}>
        <Stack gap="md">
          <Switch
            label={t("contentOrganization")}
            description={t("contentOrganizationAbout")}
            checked={settings.content_organization}
            onChange={(event) => set({ content_organization: event.currentTarget.checked }, { content_organization: settings.content_organization })}
          />
          <div className={classes.line}>
            <span className={classes.words}>
              <span>{t("defaultRole")}</span>
              <span className={classes.about}>{t("defaultRoleAbout")}</span>
            </span>
            <RoleSelect
              label={t("defaultRole")}
              value={settings.default_content_role}
              onChange={(role) => set({ default_content_role: role }, { default_content_role: settings.default_content_role })}
            />
          </div>
          <Switch
            label={t("stopInheriting")}
            description={t("stopInheritingAbout")}
            checked={settings.stop_inheriting}
            onChange={(event) => set({ stop_inheriting: event.currentTarget.checked }, { stop_inheriting: settings.stop_inheriting })}
          />
          <TrashDays days={settings.trash_days} set={(days) => set({ trash_days: days }, { trash_days: settings.trash_days })} />
        </Stack>
      </Section>

      <Section title={t("superGroups")} about={t("superGroupsAbout")}>
        <SuperGroups />
      </Section>

      <Section title={t("boost")} about={t("boostAbout")}>
        <Stack gap="md">
          <Switch
            label={t("boostAvailable")}
            description={t("boostAvailableAbout")}
            checked={settings.boost_available}
            onChange={(event) => set({ boost_available: event.currentTarget.checked }, { boost_available: settings.boost_available })}
          />
          <Switch
            label={t("membersMayBoost")}
            description={t("membersMayBoostAbout")}
            checked={settings.members_may_boost}
            disabled={!settings.boost_available}
            onChange={(event) => set({ members_may_boost: event.currentTarget.checked }, { members_may_boost: settings.members_may_boost })}
          />
          <Switch
            label={t("defaultBoost")}
            description={t("defaultBoostAbout")}
            checked={settings.default_boost}
            disabled={!settings.boost_available}
            onChange={(event) => set({ default_boost: event.currentTarget.checked }, { default_boost: settings.default_boost })}
          />
        </Stack>
      </Section>

      <Section title={t("links")}>
        <Radio.Group
          label={t("publicLinks")}
          value={settings.public_links}
          onChange={(value) => {
            const choice = linkChoices.find((one) => one === value);
            if (choice) set({ public_links: choice }, { public_links: settings.public_links });
          }}
        >
          <Stack gap="xs" mt={4}>
            {linkChoices.map((choice) => (
              <Radio key={choice} value={choice} label={t(`links_${choice}`)} description={t(`links_${choice}_about`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Section>

      <Section title={t("abilities")} about={t("abilitiesAbout")}>
        <table className={classes.abilities}>
          <thead>
            <tr>
              <th scope="col">{t("ability")}</th>
              <th scope="col">{t("available")}</th>
              <th scope="col">{t("defaultOn")}</th>
            </tr>
          </thead>
          <tbody>
            {abilities.map((name) => {
              const state = settings.abilities[name];
              if (!state) return null;
              const ability = abilityLabel(name);
              const change = (next: typeof state) => set({ abilities: { [name]: next } }, { abilities: { [name]: state } });
              return (
                <tr key={name}>
                  <th scope="row">{ability}</th>
                  <td>
                    <Switch
                      aria-label={t("switchAvailable", { ability })}
                      checked={state.available}
                      onChange={(event) => change({ ...state, available: event.currentTarget.checked })}
                    />
                  </td>
                  <td>
                    <Switch
                      aria-label={t("switchDefault", { ability })}
                      checked={state.default_on}
                      disabled={!state.available}
                      onChange={(event) => change({ ...state, default_on: event.currentTarget.checked })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Section>
    </div>
  );
}

/** Saved when it is left or Enter is pressed, so that half a number is never a setting. */
function TrashDays({ days, set }: { days: number; set: (days: number) => void }) {
  const [text, setText] = useState<number | string>(days);
  const save = () => {
    const next = typeof text === "number" ? text : Number(text);
    if (Number.isInteger(next) && next >= 1 && next <= 3650 && next !== days) set(next);
    else setText(days);
  };
  return (
    <NumberInput
      label={t("trashDays")}
      description={t("trashDaysAbout")}
      min={1}
      max={3650}
      allowDecimal={false}
      w={220}
      suffix={t("days")}
      value={text}
      onChange={setText}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") save();
      }}
    />
  );
}

function Section({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{title}</h2>
      {about && <p className={classes.about}>{about}</p>}
      <div className={classes.body}>{children}</div>
    </section>
  );
}
