import { ChevronRight, Users } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import classes from "./GroupTree.module.css";
import { t } from "./messages";
import type { Branch } from "./tree";

interface Props {
  branches: Branch[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** The tree of groups after the WAI-ARIA pattern: arrows move, open and close; Enter chooses. */
export function GroupTree({ branches, chosen, onChoose }: Props) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focus, setFocus] = useState<string | null>(null);
  const visible = flatten(branches, closed);
  const first = visible.find((branch) => branch.group.id === chosen) ?? visible[0];
  const tabStop = focus !== null && visible.some((branch) => key(branch) === focus) ? focus : first && key(first);

  function toggle(place: string, open: boolean): void {
    const next = new Set(closed);
    if (open) next.delete(place);
    else next.add(place);
    setClosed(next);
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>, branch: Branch): void {
    const at = visible.indexOf(branch);
    const open = !closed.has(key(branch));
    const to = {
      ArrowDown: visible[at + 1],
      ArrowUp: visible[at - 1],
      Home: visible[0],
      End: visible[visible.length - 1],
      ArrowRight: open && branch.children.length > 0 ? branch.children[0] : undefined,
      ArrowLeft: open && branch.children.length > 0 ? undefined : visible.find((one) => key(one) === branch.path.slice(0, -1).join("/")),
    }[event.key];
    if (event.key === "ArrowRight" && !open) toggle(key(branch), true);
    else if (event.key === "ArrowLeft" && open && branch.children.length > 0) toggle(key(branch), false);
    else if (event.key === "Enter" || event.key === " ") onChoose(branch.group.id);
    else if (to) {
      setFocus(key(to));
      event.currentTarget.closest("[role=tree]")?.querySelector<HTMLElement>(`[data-place="${CSS.escape(key(to))}"]`)?.focus();
    } else return;
    event.preventDefault();
  }

  return (
    <div role="tree" aria-label={t("groupTree")} className={classes.tree}>
      {visible.map((branch) => {
        const place = key(branch);
        const open = !closed.has(place);
        return (
          <div
            key={place}
            role="treeitem"
            data-place={place}
            aria-level={branch.path.length}
            aria-expanded={branch.children.length > 0 ? open : undefined}
            aria-selected={branch.group.id === chosen}
            tabIndex={place === tabStop ? 0 : -1}
            className={classes.item}
            style={{ paddingInlineStart: 8 + (branch.path.length - 1) * 20 }}
            onFocus={() => setFocus(place)}
            onKeyDown={(event) => onKeyDown(event, branch)}
            onClick={() => onChoose(branch.group.id)}
          >
            <span
              className={classes.toggle}
              data-open={open || undefined}
              aria-hidden
              onClick={(event) => {
                if (branch.children.length === 0) return;
                event.stopPropagation();
                toggle(place, !open);
              }}
            >
              {branch.children.length > 0 && <ChevronRight size={14} />}
            </span>
            <Users size={16} aria-hidden className={classes.icon} />
            <span className={classes.name}>{branch.group.name}</span>
            <span className={classes.count}>{t("groupPeople", { count: branch.group.user_count })}</span>
          </div>
        );
      })}
    </div>
  );
}

const key = (branch: Branch): string => branch.path.join("/");

function flatten(branches: Branch[], closed: ReadonlySet<string>): Branch[] {
  return branches.flatMap((branch) => [branch, ...(closed.has(key(branch)) ? [] : flatten(branch.children, closed))]);
}
