import { Button } from "@mantine/core";
import { encode } from "uqr";
import type { Link } from "@/api/types";
import classes from "./LinkQr.module.css";
import { t } from "./messages";

/** The link as a QR code, to look at and to take along. Always dark on white: scanners want it so. */
export function LinkQr({ link }: { link: Link }) {
  const { size, path } = qrPath(link.url);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;

  function save(blob: Blob, extension: string): void {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(blob);
    anchor.download = `${link.name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase() || "link"}-qr.${extension}`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  }
  function savePng(): void {
    const canvas = document.createElement("canvas");
    const scale = Math.ceil(1024 / size);
    canvas.width = canvas.height = size * scale;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = "#000";
    context.scale(scale, scale);
    context.fill(new Path2D(path));
    canvas.toBlob((blob) => blob && save(blob, "png"), "image/png");
  }

  return (
    <div className={classes.root}>
      <svg className={classes.code} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={t("qrAlt", { name: link.name })}>
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <div className={classes.actions}>
        <Button size="xs" variant="default" onClick={() => save(new Blob([svg], { type: "image/svg+xml" }), "svg")}>
          {t("qrSvg")}
        </Button>
        <Button size="xs" variant="default" onClick={savePng}>
          {t("qrPng")}
        </Button>
      </div>
    </div>
  );
}

/** The dark cells as one path, with the quiet zone of four cells that the standard asks for. */
function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const cells: string[] = [];
  data.forEach((line, y) => line.forEach((dark, x) => dark && cells.push(`M${x} ${y}h1v1h-1z`)));
  return { size, path: cells.join("") };
}
