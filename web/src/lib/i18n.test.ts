import { afterEach, expect, test } from "vitest";
import { catalogue, translate } from "./i18n";

const t = catalogue("test", {
  plain: "Share “{{name}}”",
  items_one: "{{count}} item in {{name}}",
  items_other: "{{count}} items in {{name}}",
  count_free: "none",
});
afterEach(() => translate("en", {}));

test.each([
  [() => t("plain", { name: "Ops" }), "Share “Ops”"],
  [() => t("items", { count: 1, name: "x" }), "1 item in x"],
  [() => t("items", { count: 0, name: "x" }), "0 items in x"],
  [() => t("items", { count: 2, name: "x" }), "2 items in x"],
  // What people typed is never read as a placeholder, a nested message or a pattern of the replacement.
  [() => t("plain", { name: "{{count}} $t(plain) $& <b>" }), "Share “{{count}} $t(plain) $& <b>”"],
  [() => t("plain"), "Share “”"],
  [() => t("missing" as "plain"), "missing"],
  [() => t("toString" as "plain"), "toString"],
])("message %#", (make, expected) => expect(make()).toBe(expected));

test("another language has its own plural forms, and English where it has nothing", () => {
  translate("pl", { test: { items_one: "{{count}} rzecz", items_few: "{{count}} rzeczy", items_many: "{{count}} rzeczy (wiele)" } });
  expect([1, 2, 5].map((count) => t("items", { count, name: "" }))).toEqual(["1 rzecz", "2 rzeczy", "5 rzeczy (wiele)"]);
  expect(t("plain", { name: "A" })).toBe("Share “A”");
});
