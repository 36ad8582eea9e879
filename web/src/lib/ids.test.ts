import { expect, it } from "vitest";
import { newId } from "./ids";

it("makes ids that the server takes, later ones sorting later", () => {
  const id = newId("tile", 0x0192f0c1a2b3);
  expect(id).toMatch(/^tile_0192f0c1a2b37[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  expect(newId("tab", 1) < newId("tab", 2)).toBe(true);
  expect(new Set(Array.from({ length: 1000 }, () => newId("rep"))).size).toBe(1000);
});
