import { Combobox, Loader, Pill, PillsInput, Text, useCombobox } from "@mantine/core";
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { principalKey, type PrincipalHit } from "@/lib/principal";
import { t } from "./messages";
import { PrincipalIcon } from "./PrincipalIcon";
import classes from "./PrincipalPicker.module.css";

interface Props {
  label: string;
  value: PrincipalHit[];
  onChange: (value: PrincipalHit[]) => void;
  /** Asks the server; the picker knows no API. */
  search: (query: string, signal: AbortSignal) => Promise<PrincipalHit[]>;
  /** Left out of what is offered. */
  exclude?: readonly string[];
  placeholder?: string;
  /** Enter in the empty field, once somebody is chosen. */
  onEnter?: () => void;
  /** The dialog around it starts here. */
  autoFocus?: boolean;
}

/** People and groups as chips. A pasted list is taken line by line, and what nobody answers to is named. */
export function PrincipalPicker({ label, value, onChange, search, exclude = [], placeholder, onEnter, autoFocus = false }: Props) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState<{ query: string; hits: PrincipalHit[] } | null>(null);
  const [lines, setLines] = useState<Line[]>([]);
  const [checking, setChecking] = useState(0);
  const wanted = query.trim();
  // Enter was pressed before the answer to what was typed had come.
  const hasty = useRef(false);

  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const answered = (hits: PrincipalHit[]) => setAnswer({ query: wanted, hits });
      search(wanted, abort.signal).then(answered, () => {
        if (!abort.signal.aborted) answered([]);
      });
    }, wanted === "" ? 0 : 120);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted, search]);

  const taken = new Set([...value.map((hit) => principalKey(hit.principal)), ...exclude]);
  const offered = (answer?.hits ?? []).filter((hit) => !taken.has(principalKey(hit.principal)));
  // Until the answer is there, what is offered is of an earlier question: nobody is taken from it by the keyboard.
  const current = answer?.query === wanted;

  // Enter takes the best hit of what is typed.
  useEffect(() => {
    const best = offered[0];
    if (!current || wanted === "" || best === undefined) combobox.resetSelectedOption();
    else if (hasty.current) add([best]);
    else combobox.selectFirstOption();
    if (current) hasty.current = false;
    // The store is a new object at each render; only another answer matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer, current, wanted]);

  function add(found: PrincipalHit[]): void {
    const fresh = found.filter((hit, at) => !taken.has(principalKey(hit.principal)) && found.indexOf(hit) === at);
    onChange([...value, ...fresh]);
    setQuery("");
    combobox.closeDropdown();
  }

  function onEnterKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return;
    if (wanted !== "" && !current) hasty.current = true;
    else if (wanted === "" && value.length > 0 && onEnter && combobox.getSelectedOptionIndex() === -1) onEnter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async function paste(event: ClipboardEvent): Promise<void> {
    const lines = event.clipboardData.getData("text").split(/[\n;,]+/u).map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    setLines([]);
    setChecking(lines.length);
    const answers: Line[] = new Array<Line>(lines.length);
    let next = 0;
    // Eight at a time: 200 addresses should take a moment, and not hold up the server.
    const work = async (): Promise<void> => {
      for (let at = next++; at < lines.length; at = next++) {
        const text = lines[at] ?? "";
        const address = /<([^>]+)>/u.exec(text)?.[1] ?? text;
        const answer = await search(address, new AbortController().signal).catch(() => []);
        const hit = answer.find((one) => same(one.email, address) || same(one.name, address)) ?? null;
        answers[at] = { text, hit, answer: hit === null ? "unknown" : taken.has(principalKey(hit.principal)) ? "known" : "added" };
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    const keys = new Set<string>();
    for (const line of answers) {
      if (line.hit === null || line.answer !== "added") continue;
      const key = principalKey(line.hit.principal);
      if (keys.has(key)) line.answer = "twice";
      keys.add(key);
    }
    add(answers.flatMap((line) => (line.hit !== null && line.answer === "added" ? [line.hit] : [])));
    setLines(answers);
    setChecking(0);
  }

  return (
    <Combobox
      store={combobox}
      withinPortal
      shadow="md"
      onOptionSubmit={(key) => {
        const hit = offered.find((one) => principalKey(one.principal) === key);
        if (hit) add([hit]);
      }}
    >
      <Combobox.DropdownTarget>
        <PillsInput onClick={() => combobox.openDropdown()} onKeyDownCapture={onEnterKey}>
          <Pill.Group>
            {value.map((hit) => (
              <Pill
                key={principalKey(hit.principal)}
                withRemoveButton
                onRemove={() => onChange(value.filter((one) => one !== hit))}
                removeButtonProps={{ "aria-label": t("remove", { name: hit.name }), "aria-hidden": undefined, tabIndex: 0 }}
              >
                {hit.name}
              </Pill>
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                aria-label={label}
                value={query}
                placeholder={value.length === 0 ? (placeholder ?? t("pickerPlaceholder")) : undefined}
                data-autofocus={autoFocus || undefined}
                onBlur={() => combobox.closeDropdown()}
                onPaste={(event) => void paste(event)}
                onChange={(event) => {
                  setQuery(event.currentTarget.value);
                  setLines([]);
                  hasty.current = false;
                  combobox.openDropdown();
                }}
                onKeyDown={(event) => {
                  if (event.key === "Backspace" && query === "" && value.length > 0) onChange(value.slice(0, -1));
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      {checking > 0 && (
        <Text size="xs" c="dimmed" mt={4} role="status">
          {t("pickerChecking", { count: checking })}
        </Text>
      )}
      {lines.length > 0 && <Pasted lines={lines} />}
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label} mah={264} className={classes.options}>
          {offered.map((hit) => (
            <Combobox.Option key={principalKey(hit.principal)} value={principalKey(hit.principal)} className={classes.option}>
              <PrincipalIcon kind={hit.principal.kind} name={hit.name} />
              <span className={classes.words}>
                <span>{hit.name}</span>
                <span className={classes.about}>{hit.email ?? (hit.members === null ? "" : t("people", { count: hit.members }))}</span>
              </span>
            </Combobox.Option>
          ))}
          {offered.length === 0 && (
            <Combobox.Empty>{!current ? <Loader size="xs" /> : wanted === "" ? t("pickerType") : t("pickerNobody")}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface Line {
  text: string;
  hit: PrincipalHit | null;
  answer: "added" | "known" | "twice" | "unknown";
}

/** What became of each line of a pasted list: a sentence, and the lines that need a look. */
function Pasted({ lines }: { lines: Line[] }) {
  const added = lines.filter((line) => line.answer === "added").length;
  const others = lines.filter((line) => line.answer !== "added");
  return (
    <div className={classes.pasted} role="status">
      <span>{t("pasted", { count: added, all: lines.length })}</span>
      {others.length > 0 && (
        <ul tabIndex={0} aria-label={t("pastedOthers", { count: others.length })}>
          {others.map((line, at) => (
            <li key={at} data-answer={line.answer}>
              <span>{line.text}</span> <span>{t(`pasted_${line.answer}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const same = (a: string | null, b: string): boolean => a !== null && a.toLowerCase() === b.toLowerCase();
