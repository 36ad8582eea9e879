import classes from "./CodeText.module.css";

/** A text of the server: what stands in backticks there is something that somebody typed or named, and is shown as code. */
export function CodeText({ text }: { text: string }) {
  // Every other part stood between two backticks; a single one is a letter.
  const parts = text.split(/`([^`]+)`/u);
  return parts.map((part, at) =>
    at % 2 === 1 ? (
      <code key={at} className={classes.code}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}
