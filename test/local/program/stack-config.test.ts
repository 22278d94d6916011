import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { readStackConfig } from "../../../local/program/stack-config.ts";

describe("a stack's configuration", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-"));
    write(
      "Pulumi.yaml",
      "name: shop\nconfig:\n  size:\n    type: integer\n    default: 3\n  aws:region:\n    value: us-east-1\n",
    );
    write("Pulumi.dev.yaml", "config:\n  shop:list: [1, 2]\n");
    write("index.ts");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, text = ""): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }

  it("joins the project's defaults, the stack's values and overrides, by full key", () => {
    const config = readStackConfig(folder, "dev", { "shop:color": "red" });
    expect(config.values).to.deep.equal({
      "shop:size": "3",
      "aws:region": "us-east-1",
      "shop:list": "[1,2]",
      "shop:color": "red",
    });
    expect(config).to.include({
      project: "shop",
      stack: "dev",
      directory: folder,
      program: join(folder, "index.ts"),
    });
  });

  it("finds the project of a program in a folder below", () => {
    write("src/main.ts");
    const config = readStackConfig(join(folder, "src/main.ts"), "dev");
    expect(config).to.include({ directory: folder, program: join(folder, "src/main.ts") });
  });

  const named: [main: string, files: string[], program: string][] = [
    ["app.ts", ["app.ts"], "app.ts"],
    ["infra", ["infra/index.ts", "infra/index.js"], "infra/index.ts"],
    ["./infra/", ["infra/index.mjs"], "infra/index.mjs"],
  ];
  for (const [main, files, program] of named) {
    it(`takes ${program} where the project names ${main}`, () => {
      write("Pulumi.yaml", `name: shop\nmain: ${main}\n`);
      for (const file of files) write(file);
      expect(readStackConfig(folder, "dev").program).to.equal(join(folder, program));
    });
  }

  it("says that the project names no program", () => {
    write("Pulumi.yaml", "name: shop\nmain: app.ts\n");
    expect(() => readStackConfig(folder, "dev")).to.throw(
      LocalError,
      `${folder}/Pulumi.yaml: there is no program at ${folder}/app.ts.`,
    );
  });

  const wrong: [program: string, says: string][] = [
    ["nope", "There is no "],
    ["nope.ts", "There is no "],
    ["README.md", "README.md is no TypeScript or JavaScript."],
    ["src", "src has no Pulumi.yaml."],
  ];
  for (const [program, says] of wrong) {
    it(`does not take ${program} for a program, and no other in its place`, () => {
      write("README.md");
      write("src/main.ts");
      const read = () => readStackConfig(join(folder, program), "dev");
      expect(read).to.throw(LocalError, says);
      expect(read).to.throw(
        LocalError,
        "Use --program with a program file or the folder of a Pulumi project.",
      );
    });
  }

  it("runs without a stack's file in the stack's own settings only when it is there", () => {
    expect(() => readStackConfig(folder, "prod")).to.throw(
      LocalError,
      /Stack prod has no .*Pulumi\.prod\.yaml/,
    );
  });

  it("asks for a value that only pulumi can decrypt, unless it is given", () => {
    write("Pulumi.dev.yaml", "config:\n  shop:key:\n    secure: AAABAK\n");
    expect(() => readStackConfig(folder, "dev")).to.throw(LocalError, "shop:key is encrypted");
    expect(readStackConfig(folder, "dev", { "shop:key": "k" }).values["shop:key"]).to.equal("k");
  });

  for (const [name, text, expected] of [
    ["no name", "runtime: nodejs\n", /name is missing/],
    ["no YAML", "name: [\n", /no valid YAML/],
    ["no mapping", "- a\n", /must hold a mapping/],
  ] as const) {
    it(`refuses a Pulumi.yaml with ${name}`, () => {
      write("Pulumi.yaml", text);
      expect(() => readStackConfig(folder, "dev")).to.throw(LocalError, expected);
    });
  }

  it("says when no project is there at all", () => {
    rmSync(join(folder, "Pulumi.yaml"));
    expect(() => readStackConfig(join(folder, "index.ts"), "dev")).to.throw(
      LocalError,
      /No Pulumi\.yaml stands beside or above/,
    );
  });
});
