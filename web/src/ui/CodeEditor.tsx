import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { sql } from "@codemirror/lang-sql";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import { pageNonce } from "@/lib/nonce";
import classes from "./CodeEditor.module.css";

/** A fault at a place in the text; line and column from 1. */
export interface CodeFault {
  severity: "error" | "warning";
  line: number;
  column: number;
  message: string;
}

interface Props {
  language: "yaml" | "sql";
  /** Name for screen readers. */
  label: string;
  value: string;
  onChange?: (value: string) => void;
  readOnly?: boolean;
  faults?: CodeFault[];
  /** Brings this place into view and puts the cursor there; a new object each time. */
  goTo?: { line: number; column: number } | null;
  /** Mod-Enter. */
  onSubmit?: () => void;
  /** Mod-S. */
  onSave?: () => void;
  minHeight?: string;
  extensions?: Extension[];
}

/** Text with syntax, faults in place, search and undo. Tab indents; Escape and then Tab leaves, as its hint says. */
export function CodeEditor(props: Props) {
  const { language, label, value, readOnly = false, faults, goTo, minHeight = "160px", extensions } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!host.current) return;
    const submit = (run: (() => void) | undefined) => {
      run?.();
      return run !== undefined;
    };
    const nonce = pageNonce();
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          lintGutter(),
          keymap.of([
            { key: "Mod-Enter", run: () => submit(latest.current.onSubmit) },
            { key: "Mod-s", run: () => submit(latest.current.onSave), preventDefault: true },
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            indentWithTab,
          ]),
          language === "yaml" ? yaml() : sql(),
          syntaxHighlighting(style),
          look,
          EditorView.lineWrapping,
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange?.(update.state.doc.toString());
          }),
          ...(extensions ?? []),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [language, label, readOnly, extensions]);

  // A text that comes from outside (another version was loaded) replaces what is there.
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor) editor.dispatch(setDiagnostics(editor.state, (faults ?? []).map((fault) => place(editor.state, fault))));
  }, [faults, value, language, label, readOnly, extensions]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !goTo) return;
    const at = offset(editor.state, goTo.line, goTo.column);
    editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    editor.focus();
  }, [goTo]);

  return <div ref={host} className={classes.host} style={{ minHeight }} />;
}

function offset(state: EditorState, line: number, column: number): number {
  const at = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(at.from + Math.max(column - 1, 0), at.to);
}

/** From the place to the end of its word, or at least one character. */
function place(state: EditorState, fault: CodeFault): Diagnostic {
  const from = offset(state, fault.line, fault.column);
  const line = state.doc.lineAt(from);
  const word = /^[\w.${}-]+/u.exec(line.text.slice(from - line.from))?.[0].length ?? 1;
  return { from, to: Math.min(from + word, line.to), severity: fault.severity, message: fault.message };
}

/** Colours are variables, so that one style serves day and night; each has 4.5:1 on the surface. */
const style = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definition(tags.propertyName), tags.propertyName], color: "var(--lucarne-code-key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--lucarne-code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--lucarne-code-number)" },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: "var(--lucarne-quiet)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: "var(--lucarne-quiet)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "0.8125rem", backgroundColor: "var(--lucarne-surface)", color: "var(--lucarne-ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { caretColor: "var(--lucarne-ink)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--lucarne-ink)" },
  ".cm-gutters": { backgroundColor: "var(--lucarne-surface)", color: "var(--lucarne-quiet)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--lucarne-hover)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--lucarne-lamp) 30%, transparent)",
  },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--lucarne-lamp) 18%, transparent)" },
  ".cm-matchingBracket": { backgroundColor: "var(--lucarne-selected)" },
  ".cm-tooltip, .cm-panels": {
    backgroundColor: "var(--lucarne-surface)",
    color: "var(--lucarne-ink)",
    border: "1px solid var(--lucarne-line)",
    borderRadius: "6px",
  },
  ".cm-diagnostic": { padding: "4px 8px", border: "none" },
  ".cm-diagnostic-error": { color: "var(--lucarne-danger)" },
  ".cm-diagnostic-warning": { color: "var(--lucarne-lamp-text)" },
});
