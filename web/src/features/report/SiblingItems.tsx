import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Ref } from "../../lib/wire";
import { paths } from "../../paths";

/** The other reports of the document. */
export function SiblingItems({ document, current, reports }: { document: string; current: string; reports: Ref[] }) {
  return reports.map((one) => (
    <Menu.Item key={one.id} component={Link} to={paths.report(document, one.id)} aria-current={one.id === current ? "page" : undefined}>
      {one.name}
    </Menu.Item>
  ));
}
