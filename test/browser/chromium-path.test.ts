import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { chromiumPath } from "./chromium-path.ts";

describe("the path of Chromium", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lambdock-path-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is the first one on PATH that can be run", () => {
    const path = join(folder, "chromium-browser");
    writeFileSync(path, "");
    const PATH = `/nowhere:${folder}`;
    expect(chromiumPath({ PATH })).to.equal(undefined);
    chmodSync(path, 0o755);
    expect(chromiumPath({ PATH })).to.equal(path);
  });

  it("is what CHROMIUM names, before any", () => {
    expect(chromiumPath({ PATH: folder, CHROMIUM: "/opt/chromium" })).to.equal("/opt/chromium");
  });

  it("is unknown without a PATH", () => {
    expect(chromiumPath({})).to.equal(undefined);
  });
});
