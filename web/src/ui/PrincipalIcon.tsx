import { Building, Users } from "lucide-react";
import classes from "./PrincipalIcon.module.css";

/** Initials of a person, or the sign of a group or of the organization. Decoration: the name stands beside it. */
export function PrincipalIcon({ kind, name }: { kind: "user" | "group" | "organization"; name: string }) {
  return (
    <span className={classes.root} data-kind={kind} data-initials={kind === "user" ? initials(name) : undefined} aria-hidden>
      {kind === "user" ? null : kind === "group" ? <Users size={14} /> : <Building size={14} />}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}
