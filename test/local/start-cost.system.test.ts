import { expect } from "chai";
import { run } from "../support/runner.ts";

/** What takes long to load, and the module of Node's own that tells. */
const COSTLY = {
  "the compiler that takes types out of TypeScript": "NativeModule internal/deps/amaro/dist/index",
  "the client of WebSockets": "NativeModule internal/deps/undici/undici",
};

/** Has a process say in the end what Node has loaded of its own modules. */
const TELLING = `--import=data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => process.stderr.write(JSON.stringify(process.moduleLoadList)))',
)}`;

describe("a start", () => {
  it("loads nothing of Node that takes long", async () => {
    const args = ["--ephemeral", "--json", "--no-watch"];
    // The first fills the compile cache.
    for (const flags of [[], [TELLING]]) {
      const runner = run(args, process.cwd(), flags);
      await runner.ready();
      runner.child.kill("SIGINT");
      expect(await runner.ended()).to.equal(0);
      const loaded = runner.stderr();
      for (const [what, module] of Object.entries(COSTLY)) expect(loaded, what).not.to.include(module);
    }
  });
});
