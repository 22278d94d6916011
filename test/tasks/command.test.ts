import { execFileSync } from "node:child_process";
import { expect } from "chai";
import fc from "fast-check";
import { commandLine, output, run, runUntilStopped } from "../../tasks/command.ts";
import { TaskError } from "../../tasks/task.ts";
import { outputOf } from "../support/captured-output.ts";

describe("a command that is shown", () => {
  const cases: readonly [readonly string[], Record<string, string>, string][] = [
    [["docker", "build", "--tag", "a:b"], {}, "docker build --tag a:b"],
    [["curl", "-d", '{"a": 1}'], {}, `curl -d '{"a": 1}'`],
    [["echo", "it's"], {}, `echo 'it'\\''s'`],
    [["up", "--target", "urn:pulumi:dev::p::a$b::c"], {}, "up --target 'urn:pulumi:dev::p::a$b::c'"],
    [["pulumi", ""], { A: "", B: "x y" }, "A= B='x y' pulumi ''"],
  ];
  for (const [command, env, line] of cases) {
    it(line, () => expect(commandLine(command, env)).to.equal(line));
  }

  it("means the same to a shell", () => {
    const word = fc.string({ unit: fc.constantFrom(..."ab \"'$`\\*?;&|<>(){}!#~=\t\n") });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const line = commandLine(["printf", "%s\\0", ...words]);
        const given = execFileSync("sh", ["-c", line], { encoding: "utf8" });
        expect(given.split("\0").slice(0, -1)).to.deep.equal(words);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a command that is run", () => {
  it("until it is stopped, says that it is not there, or how it ended by itself", async () => {
    const reasons: unknown[] = [];
    await outputOf(async () => {
      for (const command of [["no-such-tool"], ["sh", "-c", "exit 3"], ["true"]])
        reasons.push(await runUntilStopped(command).catch((error: TaskError) => error.message));
    });
    expect(reasons).to.deep.equal([
      "no-such-tool is not installed. Put no-such-tool on the PATH.",
      "sh ended with 3.",
      undefined,
    ]);
  });

  it("is shown, and says what to install when it is not there", async () => {
    const missing = () => run(["no-such-tool"], { install: "Install it: https://example.com/." });
    const shown = await outputOf(async () =>
      expect(missing).to.throw(TaskError, "no-such-tool is not installed. Install it: https://example.com/."),
    );
    expect(shown).to.equal("$ no-such-tool\n");
  });

  it("fails with its own words", async () => {
    const full = () => output(["sh", "-c", "echo no room >&2; exit 3"]);
    const shown = await outputOf(async () => expect(full).to.throw(TaskError, /ended with 3: no room$/));
    expect(shown).to.equal("$ sh -c 'echo no room >&2; exit 3'\n");
  });

  it("finds the tools of this project first", async () => {
    let found = "";
    await outputOf(async () => {
      found = output(["sh", "-c", "command -v biome"]).trim();
    });
    expect(found).to.equal(`${process.cwd()}/node_modules/.bin/biome`);
  });
});
