import { once } from "node:events";
import fs, { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect } from "chai";
import sinon from "sinon";
import { LocalError } from "../../../local/emulator.ts";
import { EventStream } from "../../../local/events.ts";
import type { DeclaredProgram } from "../../../local/program/declared.ts";
import { Reloader } from "../../../local/watch/reloader.ts";
import { until } from "../../support/until.ts";

describe("the reloader", () => {
  let folder: string;
  let index: string;
  let notices: string[];
  let evaluations: number;
  let reloads: number;
  let held: number;
  /** What an evaluation waits for. */
  let evaluating: Promise<void>;
  let reloader: Reloader | undefined;
  let watching: sinon.SinonStub;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reloader-"));
    index = join(folder, "index.ts");
    writeFileSync(index, "");
    fs.mkdirSync(join(folder, "parts"));
    notices = [];
    evaluations = 0;
    reloads = 0;
    held = 0;
    evaluating = Promise.resolve();
    watching = sinon.stub(fs, "watch");
    watching.callThrough();
    syncBuiltinESMExports();
  });
  afterEach(async () => {
    await reloader?.stop();
    watching.restore();
    syncBuiltinESMExports();
    rmSync(folder, { recursive: true });
  });

  function refuse(path: string): void {
    watching.withArgs(path).throws(Object.assign(new Error("EMFILE: too many"), { code: "EMFILE" }));
  }

  const program = (...sources: string[]): DeclaredProgram => ({
    project: "sample",
    stack: "dev",
    region: "us-east-1",
    directory: folder,
    resources: [],
    outputs: {},
    sources,
  });

  async function start(edited: DeclaredProgram): Promise<void> {
    const events = new EventStream();
    events.subscribe("notice", ({ message }) => notices.push(message));
    reloader = await Reloader.start(program(index), {
      events,
      evaluate: async () => edited,
      evaluateEdited: async () => {
        evaluations += 1;
        await evaluating;
        return edited;
      },
      apply: async () => undefined,
      holdFunction: () => {
        held += 1;
        return () => {
          held -= 1;
        };
      },
      reloadFunction: async () => {
        reloads += 1;
      },
      functions: () => [
        { name: "plain", directory: join(folder, "plain"), dockerfile: join(folder, "Dockerfile") },
      ],
    });
  }

  it("serves a folder of a function that is no bundle of ours when it comes back", async () => {
    const code = join(folder, "plain");
    const write = () => {
      fs.mkdirSync(code);
      writeFileSync(join(code, "index.mjs"), "");
    };
    write();
    await start(program(index));
    rmSync(code, { recursive: true });
    await until("its end is told", () => notices.length >= 1);
    const before = reloads;
    write();
    await until("it is served again", () => reloads > before);
  });

  it("has requests wait from the first sign of an edit until it is served", async () => {
    const code = join(folder, "plain");
    fs.mkdirSync(code);
    writeFileSync(join(code, "index.mjs"), "");
    await start(program(index));
    writeFileSync(join(code, "index.mjs"), "edited");
    await until("requests wait", () => held === 1);
    expect(notices).to.deep.equal([]);
    await until("it is served", () => notices.length === 1);
    await until("requests go on", () => held === 0);
    expect(reloads).to.equal(1);
  });

  for (const [what, first, later] of [
    ["an edit of the program and of a function at once", ["index.ts", "plain/index.mjs"], []],
    ["an edit of a function after one of the program", ["index.ts"], ["index.mjs"]],
  ] as const) {
    it(`has nobody wait while the program is evaluated for ${what}`, async () => {
      fs.mkdirSync(join(folder, "plain"));
      writeFileSync(join(folder, "plain/index.mjs"), "");
      const { promise, resolve } = Promise.withResolvers<void>();
      evaluating = promise;
      await start(program(index));
      for (const file of first) writeFileSync(join(folder, file), "edited");
      await until("it is evaluated", () => evaluations === 1);
      const watcher = fs.watch(join(folder, "plain"));
      const seen = once(watcher, "change");
      writeFileSync(join(folder, "plain", later[0] ?? "other"), "edited");
      await seen;
      watcher.close();
      await turn();
      expect(held).to.equal(0);
      resolve();
      await until("all is served", () => notices.length === (later.length === 0 ? 1 : 2));
      await until("nobody waits", () => held === 0);
    });
  }

  for (const file of ["Pulumi.dev.yaml", "package.json", "Dockerfile"]) {
    it(`evaluates the program again when ${file} was edited, for which nobody waits`, async () => {
      await start(program(index));
      writeFileSync(join(folder, file), "edited");
      await until("it is evaluated", () => notices.length === 1);
      expect({ evaluations, reloads, held }).to.deep.equal({ evaluations: 1, reloads: 0, held: 0 });
    });
  }

  it("serves the edit that asks for what can't be watched, says what that is and what to do, and serves the next", async () => {
    const parts = join(folder, "parts");
    refuse(parts);
    await start(program(index, join(parts, "part.ts")));
    writeFileSync(index, "edited");
    await until("the news", () => notices.length >= 2);
    expect(notices[0]).to.match(/^index\.ts edited: the program was evaluated again/);
    expect(notices[1]).to.equal(
      `Some edits are not served any more: ${parts} can't be watched for edits (EMFILE: too many): raise the system's ` +
        "limits, sysctl fs.inotify.max_user_instances or ulimit -n, or start with --no-watch.",
    );
    const before = evaluations;
    writeFileSync(index, "edited again");
    await until("the next edit", () => evaluations > before);
  });

  it("refuses to start without watching what it has to", async () => {
    refuse(folder);
    const error = await start(program(index)).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(LocalError);
    expect((error as Error).message).to.include(`${folder} can't be watched for edits`);
  });
});
