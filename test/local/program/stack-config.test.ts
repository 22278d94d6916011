import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

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
    mkdirSync(join(folder, "src"));
    const config = readStackConfig(join(folder, "src/main.ts"), "dev");
    expect(config).to.include({ directory: folder, program: join(folder, "src/main.ts") });
  });

  it("takes the program that the project names", () => {
    write("Pulumi.yaml", "name: shop\nmain: app.ts\n");
    expect(readStackConfig(folder, "dev").program).to.equal(join(folder, "app.ts"));
  });

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
    expect(() => readStackConfig(folder, "dev")).to.throw(
      LocalError,
      /No Pulumi\.yaml stands beside or above/,
    );
  });
});
