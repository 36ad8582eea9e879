import { Menu } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  id: string;
  width?: number;
  position: "bottom-start" | "bottom-end";
  anchorClass?: string;
  onClose: () => void;
  children: ReactNode;
}

/** An open menu over its button; loaded by `LazyMenu`. */
export function MenuFrame({ id, width, position, anchorClass, onClose, children }: Props) {
  return (
    <Menu id={id} defaultOpened returnFocus={false} width={width} position={position} onClose={onClose}>
      <Menu.Target>
        <span className={anchorClass} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>{children}</Menu.Dropdown>
    </Menu>
  );
}
