import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { parseSettings } from "../../settings/parse.ts";
import { SETTINGS } from "../../settings/table.ts";

interface Declaration {
  readonly type: string;
  readonly default: unknown;
  readonly description: string;
}

const project = parse(readFileSync("Pulumi.yaml", "utf8")) as { config: Record<string, Declaration> };

describe("Pulumi.yaml", () => {
  it("declares every setting with its type, preset and meaning, in the same order", () => {
    const declared = Object.entries(project.config).map(([key, { type, description, ...rest }]) => ({
      key,
      type,
      preset: String(rest.default),
      description,
    }));
    const known = Object.entries(SETTINGS).map(([key, { type, preset, description }]) => ({
      key,
      type,
      preset,
      description,
    }));
    expect(declared).to.deep.equal(known);
  });

  it("has presets of the types that it declares", () => {
    for (const [key, { type, default: preset }] of Object.entries(project.config)) {
      expect(typeof preset, key).to.equal(type === "integer" ? "number" : type);
    }
  });
});

describe("a stack's file", () => {
  const stacks = readdirSync(".").flatMap((file) => /^Pulumi\.(\w+)\.yaml$/.exec(file)?.[1] ?? []);

  it("is there for dev, prod, test and localstack", () => {
    expect(stacks).to.have.members(["dev", "prod", "test", "localstack"]);
  });

  for (const stack of stacks) {
    it(`${stack} sets what there is, in forms that are allowed`, () => {
      const { config } = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as {
        config: Record<string, unknown>;
      };
      const values = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));
      const services = ["inventory"];
      const { problems } = parseSettings({
        project: "lambdock",
        stack,
        config: values,
        isSecret: () => false,
        services,
      });
      expect(problems).to.be.empty;
    });
  }
});
