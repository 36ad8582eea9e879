import { Button, Popover, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { boost, setAttribute, setConnectionRole } from "../../api/remedies";
import type { Remedy, TileWarning } from "../../api/types";
import { paths } from "../../paths";
import { ErrorNote } from "../../ui/ErrorNote";
import { toastDone } from "../../ui/toast";
import { t } from "./messages";
import classes from "./report.module.css";

interface Props {
  warning: TileWarning;
  document: string;
  report: string;
  title: string;
  onClose: () => void;
}

/** Who cannot see a tile, why, and what can be done about it. */
export function WarningPopover({ warning, document, report, title, onClose }: Props) {
  return (
    <Popover opened onChange={(opened) => !opened && onClose()} position="bottom-end" width={340} trapFocus withinPortal>
      <Popover.Target>
        <span className={classes.pillAnchor} aria-hidden onClick={onClose} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t("warningOf", { title })} className={classes.warning} tabIndex={0}>
        <h3 className={classes.warningTitle}>{t("warningTitle")}</h3>
        {warning.causes.map((cause) => (
          <section key={cause.code + cause.text} className={classes.cause}>
            <p>{cause.text}</p>
            <p className={classes.causePeople}>{namesOf(cause.people)}</p>
            {cause.remedies.map((remedy) => (
              <RemedyLine key={remedy.code + remedy.text} remedy={remedy} document={document} report={report} />
            ))}
          </section>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function namesOf({ count, names }: { count: number; names: string[] }): string {
  const rest = count - names.length;
  return rest > 0 ? t("warningPeopleMore", { names: names.join(", "), count: rest }) : names.join(", ");
}

function RemedyLine({ remedy, document, report }: { remedy: Remedy; document: string; report: string }) {
  const client = useQueryClient();
  const [value, setValue] = useState<string | null>(null);
  const action = remedy.action ?? null;
  const run = useMutation({
    mutationFn: (text: string) => {
      if (action?.kind === "boost") return boost(document, action);
      if (action?.kind === "connection_role") return setConnectionRole(action);
      return setAttribute(action ?? { kind: "" }, text);
    },
    onSuccess: async () => {
      setValue(null);
      toastDone(t("remedyDone"));
      await Promise.all(["warnings", "access", "explain"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  switch (action?.kind) {
    case "boost":
    case "connection_role":
      return (
        <>
          <Button size="compact-sm" variant="default" loading={run.isPending} onClick={() => run.mutate("")}>
            {remedy.text}
          </Button>
          <ErrorNote error={run.error} />
        </>
      );
    case "set_attribute":
      return value === null ? (
        <Button size="compact-sm" variant="default" onClick={() => setValue("")}>
          {remedy.text}
        </Button>
      ) : (
        <form
          className={classes.remedyForm}
          onSubmit={(event) => {
            event.preventDefault();
            if (value.trim() !== "") run.mutate(value);
          }}
        >
          <TextInput
            size="xs"
            autoFocus
            aria-label={t("attributeValue", { name: action.attribute ?? "" })}
            placeholder={t("attributeValue", { name: action.attribute ?? "" })}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" color="amber" loading={run.isPending}>
            {t("attributeSet")}
          </Button>
          <ErrorNote error={run.error} />
        </form>
      );
    case "edit_tile":
      return (
        <Button size="compact-sm" variant="default" component={Link} to={paths.editReport(document, report)}>
          {remedy.text}
        </Button>
      );
    case "open_model":
      return (
        <Button size="compact-sm" variant="default" component={Link} to={paths.connection(action.connection ?? "", "model")}>
          {remedy.text}
        </Button>
      );
    default:
      return <p className={classes.causePeople}>{remedy.text}</p>;
  }
}
