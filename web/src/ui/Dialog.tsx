import { Modal, type ModalProps } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Dialog.module.css";
import { t } from "./messages";
import { SaidHere } from "./SaidHere";
import { useFocusBack } from "./useFocusBack";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  size?: ModalProps["size"];
  /** Stays in view at the bottom while the body scrolls. */
  footer?: ReactNode;
  children: ReactNode;
  closeOnClickOutside?: boolean;
}

/** From this width on a dialog is work by itself, and has the whole screen of a phone. */
const wide = 520;

/** The one frame of every dialog: title, scrolling body, footer that stays, and in between what was just done in it. */
export function Dialog({ opened, onClose, title, size = 480, footer, children, closeOnClickOutside = true }: Props) {
  useFocusBack(opened);
  const full = typeof size === "number" && size >= wide;
  const parts = full ? { content: `${classes.content} ${classes.full}`, inner: classes.fullInner } : { content: classes.content };
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} closeOnClickOutside={closeOnClickOutside} centered yOffset={24} classNames={parts}>
      <Modal.Overlay />
      <Modal.Content>
        {/* A header element here would be a second banner landmark. */}
        <Modal.Header role="presentation" className={classes.header}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t("close")} />
        </Modal.Header>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
        <SaidHere opened={opened} />
        {footer && <div className={classes.footer}>{footer}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}
