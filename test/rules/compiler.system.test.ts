import { fileURLToPath } from "node:url";
import { expect } from "chai";
import ts from "typescript";

const FIXTURE = fileURLToPath(new URL("./fixtures/unknown-property.ts", import.meta.url));

/** What the project's own compiler settings say of one file. */
function complaints(file: string): string[] {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, process.cwd());
  const program = ts.createProgram([file], { ...options, incremental: false });
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

describe("the compiler", () => {
  it("catches a property that a resource does not have, by name", function () {
    this.timeout(60_000);
    const [ofFunction, ofTable, ...others] = complaints(FIXTURE);
    expect(ofFunction).to.include("'memmorySize' does not exist in type 'FunctionArgs'");
    expect(ofTable).to.include("'attribute' does not exist in type");
    expect(others).to.deep.equal([]);
  });
});
