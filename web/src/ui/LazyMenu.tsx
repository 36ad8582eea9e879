import { lazy, Suspense, useId, useRef, useState, type ReactElement, type ReactNode } from "react";
import classes from "./LazyMenu.module.css";

const load = () => import("./MenuFrame");
const MenuFrame = lazy(() => load().then((module) => ({ default: module.MenuFrame })));

/** What the button of a menu gets. */
export interface MenuButtonProps {
  ref: React.Ref<HTMLButtonElement>;
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  "aria-controls": string | undefined;
  onClick: (event: React.MouseEvent) => void;
  onPointerEnter: () => void;
  onFocus: () => void;
}

interface Props {
  button: (props: MenuButtonProps) => ReactElement;
  /** The items, usually `lazy` themselves. */
  children: ReactNode;
  /** Starts loading the items' code, as soon as somebody reaches for the button. */
  warm?: () => Promise<unknown>;
  width?: number;
  position?: "bottom-start" | "bottom-end";
}

/** A menu whose code comes when somebody reaches for it: what a report shows at first is not held up by what it could do. */
export function LazyMenu({ button, children, warm, width, position = "bottom-end" }: Props) {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  const ahead = (): void => {
    // Whoever opens it asks again, and then a failure is told.
    void Promise.all([load(), warm?.()]).catch(() => undefined);
  };
  return (
    <span className={classes.root}>
      {button({
        ref: target,
        "aria-haspopup": "menu",
        "aria-expanded": opened,
        "aria-controls": opened ? `${id}-dropdown` : undefined,
        onClick: (event) => {
          event.stopPropagation();
          setOpened(!opened);
        },
        onPointerEnter: ahead,
        onFocus: ahead,
      })}
      {opened && (
        <Suspense fallback={null}>
          <MenuFrame
            id={id}
            width={width}
            position={position}
            anchorClass={classes.anchor}
            onClose={() => {
              setOpened(false);
              // After the item has done its work: what it opened has the focus by then, otherwise the button gets it back.
              setTimeout(() => {
                const now = document.activeElement;
                if (now === null || now === document.body || now.closest("[role=menu]")) target.current?.focus({ preventScroll: true });
              }, 10);
            }}
          >
            {children}
          </MenuFrame>
        </Suspense>
      )}
    </span>
  );
}
