import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

/** Structure: blue-slate. */
const slate: MantineColorsTuple = [
  "#f2f5f9", "#e3e9f0", "#ccd7e3", "#a7b8cc", "#7f96b2", "#5c7796", "#456080", "#354c68", "#273a52", "#1a293c",
];
/** The lamp: the one thing to do next, and nothing else. */
const amber: MantineColorsTuple = [
  "#fff6e5", "#ffe9c2", "#ffd88c", "#fdc658", "#f7b236", "#eda11f", "#cc840c", "#a06503", "#7f5000", "#5c3a00",
];
const clay: MantineColorsTuple = [
  "#fdf1ee", "#fadfd9", "#f2bdb2", "#e99a8a", "#df7a66", "#cc5a45", "#b23f2c", "#963222", "#7a2a1e", "#5c2118",
];
const moss: MantineColorsTuple = [
  "#eef6f0", "#dcecdf", "#b9d8c0", "#93c29f", "#6dab7d", "#4b9260", "#2f7a48", "#26633a", "#1f4f30", "#183c25",
];
/** Mantine's neutral scales, as ink on paper and as lamp light on night. */
const gray: MantineColorsTuple = [
  "#f8f7f4", "#f0eeea", "#e3e0da", "#d3cfc7", "#b9b5ac", "#94918a", "#6e6d69", "#55565a", "#3b3f47", "#262b34",
];
const dark: MantineColorsTuple = [
  "#ece6da", "#cfcbc3", "#a3a7ae", "#7d8591", "#4a5564", "#354050", "#262f3d", "#1b232f", "#141b25", "#0f151d",
];

export const ink = "#1c2430";

/** Filled amber carries ink, not white: white on it would be below 2:1. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.color === "amber" && input.variant === "filled") {
    return {
      ...colors,
      background: "var(--lucarne-lamp)",
      hover: "var(--lucarne-lamp-hover)",
      color: ink,
      border: "1px solid transparent",
    };
  }
  if ((input.color ?? "slate") === "slate" && input.variant === "subtle") {
    return { ...colors, color: "var(--lucarne-structure)", hover: "var(--lucarne-hover)" };
  }
  if (input.color === "clay" && (input.variant === "subtle" || input.variant === "light" || input.variant === "outline")) {
    return { ...colors, color: "var(--lucarne-danger)" };
  }
  return colors;
};

/** Every pair of text and background here is at least 4.5:1 (tested in `contrast.test.ts`). */
export const palette = {
  light: {
    "--lucarne-paper": "#faf9f6",
    "--lucarne-surface": "#ffffff",
    "--lucarne-sunken": "#f3f1ec",
    "--lucarne-line": "#e1ddd5",
    "--lucarne-line-strong": "#8b8981",
    "--lucarne-ink": ink,
    "--lucarne-quiet": "#5b6069",
    "--lucarne-structure": "#354c68",
    "--lucarne-hover": "#eef1f5",
    "--lucarne-selected": "#e3e9f0",
    "--lucarne-lamp": "#f7b236",
    "--lucarne-lamp-hover": "#eda11f",
    "--lucarne-lamp-text": "#7f5000",
    "--lucarne-lamp-wash": "#fff4dd",
    "--lucarne-danger": "#a33524",
    "--lucarne-danger-wash": "#fdf1ee",
    "--lucarne-good": "#26633a",
    "--lucarne-good-wash": "#eef6f0",
    "--lucarne-focus": "#2f6fb2",
    "--lucarne-code-key": "#2b5a8c",
    "--lucarne-code-string": "#26633a",
    "--lucarne-code-number": "#8a4b08",
    "--lucarne-shadow": "0 8px 28px rgb(28 36 48 / 14%)",
  },
  dark: {
    "--lucarne-paper": "#12181f",
    "--lucarne-surface": "#182029",
    "--lucarne-sunken": "#0e131a",
    "--lucarne-line": "#2b3543",
    "--lucarne-line-strong": "#6c7889",
    "--lucarne-ink": "#ece6da",
    "--lucarne-quiet": "#a5a9af",
    "--lucarne-structure": "#b3c3d6",
    "--lucarne-hover": "#202a36",
    "--lucarne-selected": "#263344",
    "--lucarne-lamp": "#f7b236",
    "--lucarne-lamp-hover": "#ffc65c",
    "--lucarne-lamp-text": "#ffcb6b",
    "--lucarne-lamp-wash": "#33280f",
    "--lucarne-danger": "#f2a597",
    "--lucarne-danger-wash": "#3a1f1b",
    "--lucarne-good": "#93cfa4",
    "--lucarne-good-wash": "#16301f",
    "--lucarne-focus": "#ffcb6b",
    "--lucarne-code-key": "#9cc3ec",
    "--lucarne-code-string": "#9fd3ad",
    "--lucarne-code-number": "#f0bb82",
    "--lucarne-shadow": "0 8px 28px rgb(0 0 0 / 50%)",
  },
} as const;

const shared = {
  "--mantine-color-body": "var(--lucarne-paper)",
  "--mantine-color-text": "var(--lucarne-ink)",
  "--mantine-color-dimmed": "var(--lucarne-quiet)",
  "--mantine-color-placeholder": "var(--lucarne-quiet)",
  "--mantine-color-error": "var(--lucarne-danger)",
  "--mantine-color-anchor": "var(--lucarne-structure)",
  "--mantine-color-default": "var(--lucarne-surface)",
  "--mantine-color-default-hover": "var(--lucarne-hover)",
  "--mantine-color-default-color": "var(--lucarne-ink)",
  "--mantine-color-default-border": "var(--lucarne-line)",
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...palette.light, ...shared, "--mantine-color-disabled-color": "#6b6f76", "--mantine-color-disabled": "#ebe9e4" },
  dark: { ...palette.dark, ...shared, "--mantine-color-disabled-color": "#9098a3", "--mantine-color-disabled": "#222b36" },
});

const font = '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif';

export const theme = createTheme({
  colors: { slate, amber, clay, moss, gray, dark },
  primaryColor: "slate",
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  fontFamily: font,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontFamily: font, fontWeight: "620" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "4px", sm: "6px", md: "6px", lg: "6px", xl: "6px" },
  defaultRadius: "sm",
  shadows: {
    xs: "none",
    sm: "none",
    md: "var(--lucarne-shadow)",
    lg: "var(--lucarne-shadow)",
    xl: "var(--lucarne-shadow)",
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Modal: {
      defaultProps: {
        transitionProps: { duration: 120, transition: "fade" },
        overlayProps: { backgroundOpacity: 0.4, color: "#0e131a" },
      },
    },
    Badge: { defaultProps: { tt: "none", fw: 600 } },
    InputWrapper: { defaultProps: { labelProps: { mb: 4 }, descriptionProps: { mb: 4 } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 80, transition: "fade" }, shadow: "md" } },
    Popover: { defaultProps: { transitionProps: { duration: 80, transition: "fade" }, shadow: "md" } },
    Tooltip: { defaultProps: { transitionProps: { duration: 80 }, openDelay: 350 } },
    Select: { defaultProps: { allowDeselect: false, comboboxProps: { shadow: "md", transitionProps: { duration: 80 } } } },
  },
});
