import fs, { mkdirSync, mkdtempSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect } from "chai";
import sinon from "sinon";
import { LocalError } from "../../../local/emulator.ts";
import { FileWatcher } from "../../../local/watch/watcher.ts";

describe("A file that is watched", () => {
  let folder: string;
  let path: string;
  let clock: sinon.SinonFakeTimers;
  let watcher: FileWatcher;
  let touched: string[];
  let told: string[][];
  let failures: unknown[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "watcher-"));
    path = join(folder, "handler.ts");
    writeFileSync(path, "before");
    clock = sinon.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    touched = [];
    told = [];
    failures = [];
    watcher = new FileWatcher({
      onTouch: (path) => touched.push(path),
      onChange: (paths) => told.push([...paths]),
      onFailure: (error) => failures.push(error),
    });
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
    expect(touched, "at once").to.deep.equal([path]);
    clock.tick(20);
    expect(told).to.deep.equal([[path]]);
    await edit("again");
    expect(touched, "and in each burst").to.deep.equal([path, path]);
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

  describe("in folders that come and go", () => {
    let project: string;
    let functions: string;
    let file: string;
    let writes = 0;

    beforeEach(async () => {
      project = join(folder, "project");
      functions = join(project, "functions");
      file = join(functions, "idp/handler.ts");
      mkdirSync(project);
      write();
      await heard();
      watcher.watch([join(project, "index.ts"), file]);
    });

    function write(): void {
      writes += 1;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `version ${writes}`);
    }

    /** @returns the files that were told of, once all that has happened so far was heard: events come in their order */
    async function heard(): Promise<string[]> {
      const mark = join(folder, "mark");
      mkdirSync(mark);
      const marked = Promise.withResolvers<void>();
      const own = watch(mark, () => marked.resolve());
      writeFileSync(join(mark, "here"), "");
      await marked.promise;
      own.close();
      rmSync(mark, { recursive: true });
      clock.tick(200);
      return [...new Set(told.splice(0).flat())];
    }

    const moved = () => join(folder, "moved");
    const ways: readonly [string, () => void, () => void][] = [
      ["was removed and made again", () => rmSync(dirname(file), { recursive: true }), write],
      ["was removed and made again with those above", () => rmSync(functions, { recursive: true }), write],
      ["was moved and replaced by another", () => renameSync(dirname(file), moved()), write],
      ["was replaced with the one above", () => renameSync(functions, moved()), write],
      [
        "was moved and moved back",
        () => renameSync(dirname(file), moved()),
        () => renameSync(moved(), dirname(file)),
      ],
    ];
    for (const [name, leave, comeBack] of ways) {
      describe(`in one that ${name}`, () => {
        afterEach(async () => {
          write();
          expect(await heard(), "the next edit").to.deep.equal([file]);
        });

        it("is told of when the folder goes, when it comes back, and after that", async () => {
          leave();
          expect(await heard()).to.deep.equal([file]);
          comeBack();
          expect(await heard()).to.deep.equal([file]);
        });

        it("is told of when both came in one moment, and after that", async () => {
          leave();
          comeBack();
          expect(await heard()).to.deep.equal([file]);
        });

        it("is told of when it was asked for anew before that was heard, and after that", async () => {
          leave();
          watcher.watch([join(project, "index.ts"), file]);
          comeBack();
          watcher.watch([join(project, "index.ts"), file]);
          expect(await heard()).to.deep.equal([file]);
        });
      });
    }

    it("is told of when it comes first after it was asked for, with its folders", async () => {
      const later = join(project, "services/idp/new/idp.ts");
      watcher.watch([later]);
      mkdirSync(join(project, "services"));
      expect(await heard()).to.deep.equal([later]);
      mkdirSync(dirname(later), { recursive: true });
      writeFileSync(later, "new");
      expect(await heard()).to.deep.equal([later]);
      writeFileSync(later, "edited");
      expect(await heard()).to.deep.equal([later]);
    });

    it("is not told of any more when it is not asked for", async () => {
      watcher.watch([path]);
      rmSync(functions, { recursive: true });
      write();
      expect(await heard()).to.deep.equal([]);
    });

    describe("when the system allows no more watchers", () => {
      const sentence = (place: string) =>
        `${place} can't be watched for edits (ENOSPC: no watchers left): raise the system's limit, ` +
        "sysctl fs.inotify.max_user_watches, or start with --no-watch.";
      let stub: sinon.SinonStub;

      beforeEach(() => {
        stub = sinon.stub(fs, "watch");
        stub.callThrough();
        const error = Object.assign(new Error("ENOSPC: no watchers left"), { code: "ENOSPC" });
        stub.withArgs(dirname(file)).throws(error);
        syncBuiltinESMExports();
      });
      afterEach(() => {
        stub.restore();
        syncBuiltinESMExports();
      });

      it("is not watched, which is said, and others are", async () => {
        const index = join(project, "index.ts");
        watcher.watch([path]);
        expect(() => watcher.watch([file, index])).to.throw(LocalError, sentence(dirname(file)));
        writeFileSync(index, "new");
        expect(await heard()).to.deep.equal([index]);
      });

      it("is not watched after it came back, which is told", async () => {
        rmSync(functions, { recursive: true });
        write();
        expect(await heard()).to.deep.equal([file]);
        expect(new Set(failures.map((error) => (error as Error).message))).to.deep.equal(
          new Set([sentence(dirname(file))]),
        );
      });
    });
  });
});
