import { Center, Loader } from "@mantine/core";
import { t } from "./messages";

/** Shown while a page's code and first data are on their way. */
export function PagePending() {
  return (
    <Center mih="60vh" role="status" aria-label={t("loading")}>
      <Loader size="sm" type="dots" color="slate" />
    </Center>
  );
}
