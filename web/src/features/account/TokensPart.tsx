import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { endToken, tokensQuery, type Token } from "@/api/account";
import classes from "./AccountPage.module.css";
import { confirm } from "@/ui/confirm";
import { ErrorNote } from "@/ui/ErrorNote";
import { RelativeTime } from "@/ui/RelativeTime";
import { Table, type TableColumn } from "@/ui/Table";
import { toastDone, toastError } from "@/ui/toast";
import { t } from "./tokenMessages";
import { TokenDialog } from "./TokenDialog";

/** One's own tokens: made, shown once, ended. */
export function TokensPart() {
  const client = useQueryClient();
  const tokens = useQuery(tokensQuery);
  const [adding, setAdding] = useState(false);

  async function end(token: Token): Promise<void> {
    const yes = await confirm({ title: t("endTitle", { name: token.name }), text: t("endText"), action: t("end"), danger: true });
    if (!yes) return;
    try {
      await endToken(token.id);
    } catch (error) {
      toastError(error);
      return;
    }
    await client.invalidateQueries({ queryKey: tokensQuery.queryKey });
    toastDone(t("endDone", { name: token.name }));
  }

  const columns: TableColumn<Token>[] = [
    {
      key: "name",
      label: t("columnName"),
      cell: (token) => (
        <>
          {token.name}
          <br />
          <span style={{ color: "var(--lucarne-quiet)", fontSize: "0.8125rem" }}>{t(`scope_${token.scope}`)}</span>
        </>
      ),
    },
    { key: "used", label: t("columnUsed"), width: "128", hideBelow: "sm", cell: (token) => (token.last_used_at ? <RelativeTime at={token.last_used_at} /> : t("never")) },
    {
      key: "ends",
      label: t("columnEnds"),
      width: "128",
      cell: (token) => (token.expires_at === null ? t("never") : Date.parse(token.expires_at) < Date.now() ? t("ended") : <RelativeTime at={token.expires_at} />),
    },
    {
      key: "actions",
      label: "",
      hiddenLabel: t("columnActions"),
      width: "88",
      align: "right",
      cell: (token) => (
        <Button size="compact-sm" variant="subtle" aria-label={t("endLabel", { name: token.name })} onClick={() => void end(token)}>
          {t("end")}
        </Button>
      ),
    },
  ];
  return (
    <section className={classes.part} aria-label={t("title")}>
      <h2 className={classes.heading}>{t("title")}</h2>
      <p className={classes.about}>{t("about")}</p>
      <Button color="amber" size="xs" mb="sm" leftSection={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
        {t("add")}
      </Button>
      {tokens.isError ? (
        <ErrorNote error={tokens.error} />
      ) : tokens.data?.items.length === 0 ? (
        <p className={classes.about}>{t("none")}</p>
      ) : (
        <Table label={t("title")} columns={columns} rows={tokens.data?.items} rowKey={(token) => token.id} skeletonRows={2} />
      )}
      {adding && <TokenDialog onClose={() => setAdding(false)} />}
    </section>
  );
}
