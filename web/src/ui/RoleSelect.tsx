import { Select, Text } from "@mantine/core";
import {
  connectionRoleAbout,
  connectionRoleLabel,
  connectionRoles,
  contentRoleAbout,
  contentRoleLabel,
  contentRoles,
  type ConnectionRoleName,
  type ContentRoleName,
} from "./roles";

interface Shape<R extends string> {
  value: R;
  onChange: (role: R) => void;
  /** Whose role this is, for screen readers. */
  label: string;
  disabled?: boolean;
  width?: number | string;
  /** Why a role cannot be chosen, in words; null for those that can. */
  impossible?: (role: R) => string | null;
}

/** Chooses a content role, each with what it allows in one line. */
export function RoleSelect({ roles = contentRoles, ...props }: Shape<ContentRoleName> & { roles?: readonly ContentRoleName[] }) {
  return <Choice {...props} roles={roles} name={contentRoleLabel} about={contentRoleAbout} />;
}

/** Chooses a connection role. */
export function ConnectionRoleSelect(props: Shape<ConnectionRoleName>) {
  return <Choice {...props} roles={connectionRoles} name={connectionRoleLabel} about={connectionRoleAbout} />;
}

interface ChoiceProps<R extends string> extends Shape<R> {
  roles: readonly R[];
  name: (role: R) => string;
  about: (role: R) => string;
}

function Choice<R extends string>({ value, onChange, label, disabled, width = 132, impossible, roles, name, about }: ChoiceProps<R>) {
  const known = roles.includes(value) ? roles : [...roles, value];
  return (
    <Select
      size="xs"
      w={width}
      aria-label={label}
      value={value}
      disabled={disabled}
      data={known.map((role) => ({ value: role, label: name(role), disabled: role !== value && (impossible?.(role) ?? null) !== null }))}
      onChange={(next) => {
        if (next !== null) onChange(next as R);
      }}
      comboboxProps={{ width: 264, position: "bottom-end", shadow: "md" }}
      renderOption={({ option }) => (
        <div>
          <Text size="sm" fw={550}>
            {option.label}
          </Text>
          <Text size="xs" c="dimmed">
            {impossible?.(option.value as R) ?? about(option.value as R)}
          </Text>
        </div>
      )}
    />
  );
}
