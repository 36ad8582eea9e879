import { readdir, readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const pack = { gz: promisify(gzip), br: promisify(brotliCompress) };

/**
 * Puts each text file of the build beside itself as `.gz` and `.br`, packed as well as it goes: the server embeds them and sends the
 * smallest that a browser takes, also of the many small files that are not worth packing on each request.
 */
export function precompressed(): Plugin {
  let folder = "";
  return {
    name: "lucarne-precompressed",
    apply: "build",
    configResolved(config) {
      folder = `${resolve(config.root, config.build.outDir)}/`;
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(
        names.filter((name) => /^assets\/.*\.(js|css)$/u.test(name)).map(async (name) => {
          const body = await readFile(folder + name);
          const params = { [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
          const [gz, br] = await Promise.all([pack.gz(body, { level: 9 }), pack.br(body, { params })]);
          await Promise.all([writeFile(`${folder}${name}.gz`, gz), writeFile(`${folder}${name}.br`, br)]);
        }),
      );
    },
  };
}
