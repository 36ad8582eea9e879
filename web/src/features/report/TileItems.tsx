import { Menu } from "@mantine/core";
import { ChartNoAxesColumn, Download, Maximize2, RefreshCw, Table2 } from "lucide-react";
import { t } from "./messages";

interface Props {
  /** Null for what is a table anyway. */
  asTable: boolean | null;
  /** Null where nobody may download. */
  download: { ready: boolean; run: () => void } | null;
  onTable: () => void;
  onLarge: () => void;
  onRefresh: () => void;
}

/** What can be done with a tile. */
export function TileItems({ asTable, download, onTable, onLarge, onRefresh }: Props) {
  return (
    <>
      {asTable !== null && (
        <Menu.Item leftSection={asTable ? <ChartNoAxesColumn size={15} aria-hidden /> : <Table2 size={15} aria-hidden />} onClick={onTable}>
          {asTable ? t("showChart") : t("showTable")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<Maximize2 size={15} aria-hidden />} onClick={onLarge}>
        {t("fullScreen")}
      </Menu.Item>
      {download !== null && (
        <Menu.Item leftSection={<Download size={15} aria-hidden />} disabled={!download.ready} onClick={download.run}>
          {t("download")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<RefreshCw size={15} aria-hidden />} onClick={onRefresh}>
        {t("refreshTile")}
      </Menu.Item>
    </>
  );
}
