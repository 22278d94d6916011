import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { PULUMI_VERSION } from "../../tasks/pulumi.ts";

const DOCUMENTS = ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md").sort()];
const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const read = (file: string) => readFileSync(file, "utf8");

/** The commands of the fenced blocks below a heading. */
function stepsUnder(file: string, heading: string): string[] {
  const [, section = ""] = read(file).split(`\n${heading}\n`);
  const blocks = (section.split(/\n#+ /)[0] ?? "").matchAll(/```bash\n([\s\S]*?)```/g);
  return [...blocks].flatMap(([, block = ""]) => block.trim().split("\n"));
}

describe("the documents", () => {
  it("deploy from a laptop by the steps of the README", () => {
    const readme = stepsUnder("README.md", "## Deploy it");
    expect(readme).to.have.length.above(3);
    expect(stepsUnder("docs/set-up-and-deployment.md", "## Deploy from a laptop")).to.include.members(readme);
  });

  it("name every verb: README those of users, CONTRIBUTING the others", () => {
    const verbs = Object.keys(scripts).filter((name) => scripts[name].startsWith("node tasks/"));
    const text = read("README.md") + read("CONTRIBUTING.md");
    expect(verbs.filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(text))).to.deep.equal([]);
  });

  for (const file of [...DOCUMENTS, ...globSync(".github/**/*.yml")]) {
    it(`${file} names no other Pulumi CLI than the pinned one`, () => {
      const versions = [...read(file).matchAll(/\bpulumi@(\d[\w.]*\w)/g)].map(([, version]) => version);
      expect(versions.filter((version) => version !== PULUMI_VERSION)).to.deep.equal([]);
    });
  }

  for (const file of DOCUMENTS) {
    it(`${file} names npm scripts that exist, and files that are there`, () => {
      const named = [...read(file).matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, script]) => script);
      expect(named.filter((script = "") => !(script in scripts))).to.deep.equal([]);
      const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = ""]) => path);
      const missing = links.filter((path) => globSync(join(dirname(file), path)).length === 0);
      expect(missing).to.deep.equal([]);
    });
  }
});
