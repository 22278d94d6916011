import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { bundle } from "../../bundle/bundle.ts";
import { contents, projectFolders } from "./project-folder.ts";

describe("bundles without anything that was bundled before", () => {
  const project = projectFolders();

  it("have equal bytes in different folders, alone or with others", async () => {
    const [one, other] = [await project({ unbundled: true }), await project({ unbundled: true })];
    await bundle("functions/messages/handler.ts", "messages", one);
    await Promise.all([
      bundle("functions/data/handler.ts", "data", other),
      bundle("functions/messages/handler.ts", "messages", other),
    ]);
    expect(await contents(one, "messages")).to.deep.equal(await contents(other, "messages"));
  });

  it("go by no tsconfig.json", async () => {
    const [one, other] = [await project({ unbundled: true }), await project({ unbundled: true })];
    const own = { compilerOptions: { strict: false, target: "es2015", useDefineForClassFields: false } };
    await writeFile(join(other, "tsconfig.json"), JSON.stringify(own));
    for (const folder of [one, other]) await bundle("functions/data/handler.ts", "data", folder);
    expect(await contents(one, "data")).to.deep.equal(await contents(other, "data"));
  });

  it("hold what was edited while it was compiled", async () => {
    const folder = await project({ unbundled: true });
    const payload = join(folder, "functions/data/payload.ts");
    const text = await readFile(payload, "utf8");
    const edit = (version: number) =>
      writeFile(payload, text.replace("return {", `return { version: ${version},`));
    const bundling = bundle("functions/data/handler.ts", "data", folder);
    for (let version = 1; version <= 400; version += 1) await edit(version);
    await bundling;
    // The edits may have taken longer; what was bundled before the last one is then known to be of another state.
    await bundle("functions/data/handler.ts", "data", folder);
    expect((await contents(folder, "data"))[0]).to.include("version:400");
  });
});
