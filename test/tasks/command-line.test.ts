import { expect } from "chai";
import { chosenStack, readArguments, SERVICE_OPTIONS } from "../../tasks/command-line.ts";
import { chosenService, chosenServices } from "../../tasks/services.ts";
import { TaskError } from "../../tasks/task.ts";

describe("a command line", () => {
  const ALL = ["data", "idp", "players"];
  const services: readonly [string, readonly string[], readonly string[]][] = [
    ["nothing is all", [], ALL],
    ["all is all", ["--service", "all"], ALL],
    ["one", ["--service", "idp"], ["idp"]],
    ["several by spaces", ["--service", "idp", "players"], ["idp", "players"]],
    ["several by commas", ["--services", "idp,players"], ["idp", "players"]],
    [
      "several by options, each once",
      ["--service", "idp", "--service", "data", "--service", "idp"],
      ["idp", "data"],
    ],
  ];
  for (const [name, args, expected] of services) {
    it(`takes services: ${name}`, () => {
      const { values, positionals } = readArguments("build", SERVICE_OPTIONS, args);
      expect(chosenServices([...values.service, ...values.services, ...positionals], ALL)).to.deep.equal(
        expected,
      );
    });
  }

  it("names a service that does not exist, and those that do", () => {
    expect(() => chosenServices(["idpp"], ALL)).to.throw(
      TaskError,
      "there is no service idpp. There are data, idp, players, and all.",
    );
  });

  it("wants exactly one service where only one can be", () => {
    for (const given of [[], ["all"], ["data", "idp"]]) {
      expect(() => chosenService(given, ALL)).to.throw(TaskError, "--service must name one service");
    }
    expect(chosenService(["idp"], ALL)).to.equal("idp");
  });

  it("takes a stack by each of its words, and refuses two that disagree", () => {
    expect(chosenStack({})).to.equal("dev");
    expect(chosenStack({ environment: "prod" })).to.equal("prod");
    expect(chosenStack({ stage: "test", stack: "test" })).to.equal("test");
    expect(() => chosenStack({ stage: "test", stack: "dev" })).to.throw(TaskError, "got dev and test");
  });

  it("names an unknown option, and where the known ones are", () => {
    const wrong = () => readArguments("build", SERVICE_OPTIONS, ["--servce", "idp"]);
    expect(wrong).to.throw(TaskError, "Unknown option '--servce'. See npm run build -- --help.");
  });
});
