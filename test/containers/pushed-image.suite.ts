import { expect } from "chai";
import type { Manifest } from "./registry.ts";
import { FUNCTIONS, TARGETS, workbench } from "./workbench.ts";

const SINGLE_PLATFORM = "application/vnd.docker.distribution.manifest.v2+json";
const MEGABYTE = 1024 * 1024;

for (const name of FUNCTIONS) {
  for (const target of TARGETS) {
    describe(`the pushed ${target} image of ${name}`, () => {
      let repository: string;
      let digest: string;
      let manifest: Manifest;
      before(async () => {
        const bench = await workbench();
        ({ repository, digest } = await bench.image(name, target));
        manifest = await bench.registry.manifest(repository, digest);
      });

      it("is one manifest for one platform: no index, no attestation", async () => {
        const { registry } = await workbench();
        expect(manifest.mediaType).to.equal(SINGLE_PLATFORM);
        const { os, architecture } = await registry.config(repository, manifest);
        expect({ os, architecture }).to.deep.equal({
          os: "linux",
          architecture: process.arch === "arm64" ? "arm64" : "amd64",
        });
      });

      it("has no label that changes with a commit", async () => {
        const { registry } = await workbench();
        const { config } = await registry.config(repository, manifest);
        expect(config.Labels ?? {}).to.deep.equal({});
      });

      it("has its base's layers untouched, and adds under 4 MB", async () => {
        const { bases, registry } = await workbench();
        const { layers } = bases[target];
        const [below, added] = [
          manifest.layers.slice(0, layers.length),
          manifest.layers.slice(layers.length),
        ];
        expect(below.map((layer) => layer.digest)).to.deep.equal(layers);
        const bytes = await Promise.all(added.map((layer) => registry.uncompressedBytes(repository, layer)));
        expect(bytes.reduce((sum, size) => sum + size, 0)).to.be.below(4 * MEGABYTE);
      });

      it("has the same digest when it is built again without a cache", async () => {
        const again = await (await workbench()).build(name, target, { noCache: true, tag: "again" });
        expect(again).to.equal(digest);
      });
    });
  }
}
