import { Button, Popover } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { CausePeople, Remedy, RemedyAction, TileWarning } from "../../api/types";
import { paths } from "../../paths";
import { CodeText } from "../../ui/CodeText";
import { t } from "./messages";
import classes from "./report.module.css";

const RemedyDialog = lazy(() => import("./remedies/RemedyDialog").then((module) => ({ default: module.RemedyDialog })));

interface Props {
  warning: TileWarning;
  document: string;
  report: string;
  title: string;
  onClose: () => void;
}

/** Who cannot see a tile, why, and what can be done about it, here. */
export function WarningPopover({ warning, document, report, title, onClose }: Props) {
  const [chosen, setChosen] = useState<{ action: RemedyAction; people: CausePeople } | null>(null);
  if (chosen !== null) {
    return (
      <Suspense fallback={null}>
        <RemedyDialog {...chosen} onClose={onClose} />
      </Suspense>
    );
  }
  return (
    <Popover opened onChange={(opened) => !opened && onClose()} position="bottom-end" width={340} trapFocus withinPortal>
      <Popover.Target>
        <span className={classes.pillAnchor} aria-hidden onClick={onClose} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t("warningOf", { title })} className={classes.warning} tabIndex={0}>
        <h3 className={classes.warningTitle}>{t("warningTitle")}</h3>
        {warning.causes.map((cause) => (
          <section key={cause.code + cause.text} className={classes.cause}>
            <p>
              <CodeText text={cause.text} />
            </p>
            <p className={classes.causePeople}>{namesOf(cause.people)}</p>
            {cause.remedies.map((remedy) => (
              <RemedyLine
                key={remedy.code + remedy.text}
                remedy={remedy}
                edit={paths.editReport(document, report)}
                onDo={(action) => setChosen({ action, people: cause.people })}
              />
            ))}
          </section>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function namesOf({ count, first }: CausePeople): string {
  const names = first.map((person) => person.name).join(", ");
  const rest = count - first.length;
  if (names === "") return t("warningMark", { count });
  return rest > 0 ? t("warningPeopleMore", { names, count: rest }) : names;
}

/** A remedy in words, and the button that does it for those who may. */
function RemedyLine({ remedy: { action, text }, edit, onDo }: { remedy: Remedy; edit: string; onDo: (action: RemedyAction) => void }) {
  const words = <CodeText text={text} />;
  if (action === null) return <p className={classes.causePeople}>{words}</p>;
  return (
    <>
      <p>{words}</p>
      {action.kind === "edit_tile" ? (
        <Button size="compact-sm" variant="default" component={Link} to={edit}>
          {t("remedyEdit")}
        </Button>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => onDo(action)}>
          {t(remedyWords[action.kind])}
        </Button>
      )}
    </>
  );
}

const remedyWords = {
  set_attribute: "remedyAttribute",
  connection_role: "remedyRole",
  boost: "remedyBoost",
  promote: "remedyPromote",
} as const;
