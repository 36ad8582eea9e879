import { Menu } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { useState } from "react";

interface ButtonProps {
  onClick: () => void;
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
}

/** A menu that is made when it is opened: a grid of many rows has many buttons. */
export function GridMenu({ button, children }: { button: (props: ButtonProps) => ReactElement; children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  const target = button({ onClick: () => setOpened(!opened), "aria-haspopup": "menu", "aria-expanded": opened });
  if (!opened) return target;
  return (
    <Menu opened onChange={setOpened} position="bottom-start" withinPortal>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
