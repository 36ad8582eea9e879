import { Popover } from "@mantine/core";
import { CodeText } from "../ui/CodeText";
import classes from "./charts.module.css";

interface Props {
  title: string;
  detail: string;
  hint: string;
  onClose: () => void;
}

/** All that there is to say about a refusal, beside a tile that is too small for it. */
export function ProblemPopover({ title, detail, hint, onClose }: Props) {
  return (
    <Popover opened onChange={(opened) => !opened && onClose()} position="bottom-start" width={300} trapFocus withinPortal>
      <Popover.Target>
        <span className={classes.moreAnchor} aria-hidden />
      </Popover.Target>
      <Popover.Dropdown aria-label={title} className={classes.whole} tabIndex={0}>
        <strong>{title}</strong>
        {detail && (
          <p>
            <CodeText text={detail} />
          </p>
        )}
        {hint && (
          <p>
            <CodeText text={hint} />
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
