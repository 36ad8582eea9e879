import { CloseButton, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import type { Ref } from "react";
import { t } from "./messages";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  width?: number | string;
  ref?: Ref<HTMLInputElement>;
}

export function SearchField({ label, value, onChange, width = 280, ref }: Props) {
  return (
    <TextInput
      ref={ref}
      type="search"
      role="searchbox"
      w={width}
      maw="100%"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && value !== "") {
          event.stopPropagation();
          onChange("");
        }
      }}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={value === "" ? null : <CloseButton size="sm" aria-label={t("clear")} onClick={() => onChange("")} />}
    />
  );
}
