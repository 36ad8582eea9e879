import type { Schemas } from "@/api/types";
import { t } from "./messages";

/** How many names are said. */
const named = 5;

/** What has to get another owner when somebody leaves. */
export const ownedWords = ({ count, content }: Schemas["Owned"]): string =>
  t("owns", {
    count,
    names: content.slice(0, named).map((one) => one.name).join(", ") + (count > named ? " …" : ""),
  });
