import { chmod, cp, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { BundleError, bundle, compile, readManifest, writeBundle } from "../../bundle/bundle.ts";
import { contents, FILES, projectFolders } from "./project-folder.ts";

describe("bundle", () => {
  const project = projectFolders();

  it("gives the folder, the handler and the size", async () => {
    const folder = await project({ unbundled: true });
    const made = await bundle("functions/data/handler.ts", "data", folder);
    const [handler = ""] = await contents(folder, "data");
    expect(made).to.deep.equal({
      directory: ".build/data",
      handler: "handler.handler",
      bytes: Buffer.byteLength(handler),
    });
  });

  it("lists as inputs what an edit can change, types included", async () => {
    const folder = await project();
    await bundle("functions/data/handler.ts", "data", folder);
    const manifest = await readManifest(join(folder, ".build/data"));
    expect(Object.keys(manifest?.inputs ?? {})).to.include.members([
      "functions/data/handler.ts",
      "functions/data/payload.ts",
      "functions/shared/serve.ts",
      "functions/shared/contract.ts",
    ]);
  });

  it("compiles again when an input was edited, and not before", async () => {
    const folder = await project();
    const payload = join(folder, "functions/data/payload.ts");
    await bundle("functions/data/handler.ts", "data", folder);
    const before = await readManifest(join(folder, ".build/data"));
    await bundle("functions/data/handler.ts", "data", folder);
    expect(await readManifest(join(folder, ".build/data"))).to.deep.equal(before);
    await writeFile(payload, (await readFile(payload, "utf8")).replace("return {", "return { edited: true,"));
    await bundle("functions/data/handler.ts", "data", folder);
    expect((await contents(folder, "data"))[0]).to.include("edited:");
  });

  it("holds what was edited before it was written", async () => {
    const folder = await project();
    const payload = join(folder, "functions/data/payload.ts");
    const [compiled] = await compile([{ entry: "functions/data/handler.ts", name: "data" }], folder);
    await writeFile(payload, (await readFile(payload, "utf8")).replace("return {", "return { edited: true,"));
    await writeBundle(compiled ?? expect.fail("nothing was compiled"), folder);
    await bundle("functions/data/handler.ts", "data", folder);
    expect((await contents(folder, "data"))[0]).to.include("edited:");
  });

  it("stays good in a copy that keeps times", async () => {
    const folder = await project();
    // A time as a file system has it: with a part of a millisecond.
    await utimes(join(folder, "functions/data/payload.ts"), 1_700_000_000.000_6, 1_700_000_000.000_6);
    const { directory } = await bundle("functions/data/handler.ts", "data", folder);
    const copy = await project({ unbundled: true });
    for (const part of ["functions", "payload", ".build"])
      await cp(join(folder, part), join(copy, part), { recursive: true, preserveTimestamps: true });
    await bundle("functions/data/handler.ts", "data", copy);
    expect(await readManifest(join(copy, directory))).to.deep.equal(
      await readManifest(join(folder, directory)),
    );
    const madeAt = async (of: string) =>
      Math.round((await stat(join(of, `${directory}.bundle.json`))).mtimeMs);
    expect(await madeAt(copy)).to.equal(await madeAt(folder));
  });

  it("writes again what was damaged", async () => {
    const folder = await project();
    await bundle("functions/data/handler.ts", "data", folder);
    const good = await contents(folder, "data");
    await writeFile(join(folder, ".build/data/handler.js"), "damaged");
    await writeFile(join(folder, ".build/data/stray.js"), "stray");
    await utimes(join(folder, ".build/data/handler.js"), 0, 0);
    await bundle("functions/data/handler.ts", "data", folder);
    expect(await contents(folder, "data")).to.deep.equal(good);
  });

  it("removes what somebody else put into the image's context", async () => {
    const folder = await project();
    await bundle("functions/data/handler.ts", "data", folder);
    await writeFile(join(folder, ".build/data/.DS_Store"), "stray");
    await bundle("functions/data/handler.ts", "data", folder);
    expect(await readdir(join(folder, ".build/data"))).to.have.members(FILES);
  });

  it("gives files one mode, whatever the user's umask was when they were made", async () => {
    const folder = await project({ unbundled: true });
    const directory = join(folder, ".build/data");
    const modes = () =>
      Promise.all(FILES.map(async (file) => ((await stat(join(directory, file))).mode & 0o777).toString(8)));
    const before = process.umask(0o077);
    try {
      await bundle("functions/data/handler.ts", "data", folder);
    } finally {
      process.umask(before);
    }
    expect(await modes()).to.deep.equal(FILES.map(() => "644"));
    for (const file of FILES) await chmod(join(directory, file), 0o600);
    await bundle("functions/data/handler.ts", "data", folder);
    expect(await modes(), "of a bundle that is fresh").to.deep.equal(FILES.map(() => "644"));
  });

  it("says where a source does not compile", async () => {
    const folder = await project();
    await writeFile(join(folder, "functions/data/payload.ts"), "export const buildPayload = ;\n");
    const failure = await bundle("functions/data/handler.ts", "data", folder).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(BundleError);
    expect((failure as Error).message).to.match(/^functions\/data\/payload\.ts:1:29: /);
  });
});
