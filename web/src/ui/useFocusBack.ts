import { useEffect } from "react";

/**
 * Gives the focus back to where it was when the component goes. Dialogs here are mounted open and unmounted to close, which Mantine's
 * own focus return does not see. What was opened from a menu gives it back to the menu's button.
 */
export function useFocusBack(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const before = opener(document.activeElement);
    return () => {
      // After the dialog is gone; something else may have taken the focus on purpose by then.
      requestAnimationFrame(() => {
        if (before?.isConnected && (document.activeElement === null || document.activeElement === document.body)) before.focus();
      });
    };
  }, [active]);
}

function opener(element: Element | null): HTMLElement | null {
  const menu = element?.closest("[role=menu]");
  const button = menu?.id ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : element;
  return button instanceof HTMLElement ? button : null;
}
