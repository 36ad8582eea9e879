import path from "node:path";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import ts from "typescript-eslint";

/** The layers from the bottom up: a file may import from its own layer and from those below it. */
const layers = ["lib", "ui", "charts", "query", "api", "features", "app"];
const source = path.resolve(import.meta.dirname, "src");

/** Imports go one way (`lib -> ui -> charts -> query -> features -> app`), and features never import features. */
const importDirection = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const from = place(context.filename);
    function check(node) {
      const specifier = node.source?.value;
      if (typeof specifier !== "string" || from === null) return;
      const to = target(context.filename, specifier);
      if (to === null) return;
      if (to.layer > from.layer) {
        context.report({ node, message: `${layers[from.layer]} must not import from ${layers[to.layer]}` });
      } else if (from.feature && to.feature && from.feature !== to.feature) {
        context.report({ node, message: `feature ${from.feature} must not import feature ${to.feature}: compose them in app` });
      } else if (layers[to.layer] === "api" && ["lib", "ui", "charts", "query"].includes(layers[from.layer])) {
        context.report({ node, message: `${layers[from.layer]} knows nothing of the API` });
      }
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

function place(file) {
  const [first, second] = path.relative(source, file).split(path.sep);
  const layer = layers.indexOf(first);
  if (layer < 0) return null;
  return { layer, feature: first === "features" ? second : null };
}

function target(file, specifier) {
  if (specifier.startsWith("@/")) return place(path.join(source, specifier.slice(2)));
  if (specifier.startsWith(".")) return place(path.resolve(path.dirname(file), specifier));
  return null;
}

export default ts.config(
  { ignores: ["dist", "node_modules", "src/api/schema.gen.ts"] },
  ...ts.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}", "mocks/**/*.ts"],
    languageOptions: { globals: globals.browser },
    plugins: { "react-hooks": hooks, lucarne: { rules: { "import-direction": importDirection } } },
    rules: {
      "lucarne/import-direction": "error",
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-syntax": ["error", { selector: "ExportDefaultDeclaration", message: "named exports only" }],
    },
  },
);
