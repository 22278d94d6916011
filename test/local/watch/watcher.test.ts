import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect } from "chai";
import sinon from "sinon";
import { FileWatcher } from "../../../local/watch/watcher.ts";

describe("A file that is watched", () => {
  let folder: string;
  let path: string;
  let clock: sinon.SinonFakeTimers;
  let watcher: FileWatcher;
  let told: string[][];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "watcher-"));
    path = join(folder, "handler.ts");
    writeFileSync(path, "before");
    clock = sinon.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    told = [];
    watcher = new FileWatcher((paths) => told.push([...paths]));
    watcher.watch([path]);
  });

  afterEach(() => {
    watcher.stop();
    clock.restore();
    rmSync(folder, { recursive: true });
  });

  /** Writes, and returns when the watcher has seen it. */
  async function edit(contents: string): Promise<void> {
    writeFileSync(path, contents);
    while (clock.countTimers() === 0) await turn();
  }

  it("is told of once it is quiet", async () => {
    await edit("after");
    expect(told).to.deep.equal([]);
    clock.tick(20);
    expect(told).to.deep.equal([[path]]);
  });

  it("is not told of while it is empty, as between an editor's two steps", async () => {
    await edit("");
    clock.tick(60);
    expect(told).to.deep.equal([]);
    await edit("after");
    clock.tick(20);
    expect(told).to.deep.equal([[path]]);
  });

  it("is told of when it stays empty", async () => {
    await edit("");
    clock.tick(200);
    expect(told).to.deep.equal([[path]]);
  });
});
