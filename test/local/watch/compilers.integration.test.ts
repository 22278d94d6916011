import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { BundleError, bundle, readManifest } from "../../../bundle/bundle.ts";
import { BundleCompilers } from "../../../local/watch/compilers.ts";
import { alive, until } from "../process/alive.ts";

describe("the compilers of what is worked on", () => {
  let compilers: BundleCompilers;

  beforeEach(() => {
    compilers = new BundleCompilers();
  });

  afterEach(() => compilers.dispose());

  async function manifestOf(name: string) {
    const { directory } = await bundle(`functions/${name}/handler.ts`, name);
    const manifest = await readManifest(directory);
    if (manifest === undefined) throw new Error(`${directory} has no manifest.`);
    return { directory, manifest };
  }

  it("make what the first build made where its bytes count, and else what is compiled again for that", async () => {
    const { directory, manifest } = await manifestOf("data");
    await compilers.makeReady(directory, manifest, process.cwd());
    expect(await compilers.compile(directory, manifest, process.cwd())).to.include({ isForEdits: true });
    const forImages = new BundleCompilers({ forImages: true });
    const { files } = await forImages.compile(directory, manifest, process.cwd());
    expect(files.get("handler.js")?.byteLength).to.equal(manifest.bytes);
  });

  it("let what is under way fail when nobody waits for it any more", async () => {
    const { directory, manifest } = await manifestOf("inventory");
    const compiled = compilers.compile(directory, manifest, process.cwd()).catch((error: unknown) => error);
    await compilers.cancel();
    expect(await compiled).to.be.instanceOf(BundleError);
  });

  it("start esbuild's process again when it has died", async () => {
    const { directory, manifest } = await manifestOf("data");
    await compilers.makeReady(directory, manifest, process.cwd());
    const service = await serviceOf(process.pid);
    process.kill(service, "SIGKILL");
    await until(() => !alive(service));
    const compiled = [1, 2].map(() => compilers.compile(directory, manifest, process.cwd()));
    for (const { files } of await Promise.all(compiled))
      expect(files.get("handler.js")).not.to.equal(undefined);
  });
});

/** esbuild's process, which is this one's child. */
async function serviceOf(pid: number): Promise<number> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8"))
    .trim()
    .split(" ")
    .map(Number);
  const commands = await Promise.all(children.map((child) => readFile(`/proc/${child}/cmdline`, "utf8")));
  return (
    children[commands.findIndex((command) => command.includes("esbuild"))] ?? expect.fail("no esbuild runs")
  );
}
