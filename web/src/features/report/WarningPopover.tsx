import { Button, Popover } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Remedy, TileWarning } from "../../api/types";
import { paths } from "../../paths";
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

/** Each remedy leads to where it is done: whose attribute, which role and which grant is for a person to choose. */
function RemedyLine({ remedy, document, report }: { remedy: Remedy; document: string; report: string }) {
  const to = placeOf(remedy, document, report);
  return to === null ? (
    <p className={classes.causePeople}>{remedy.text}</p>
  ) : (
    <Button size="compact-sm" variant="default" component={Link} to={to}>
      {remedy.text}
    </Button>
  );
}

function placeOf({ action }: Remedy, document: string, report: string): string | null {
  switch (action?.kind) {
    case "set_attribute":
      return paths.people();
    case "connection_role":
      return paths.connection(action.connection, "roles");
    case "edit_tile":
      return paths.editReport(document, report);
    case "boost":
      return paths.accessOf(document);
    case undefined:
      return null;
  }
}
