import { expect } from "chai";
import { LocalError } from "../../local/emulator.ts";
import { readCommandLine } from "../../local/options.ts";

describe("the command line", () => {
  it("sets nothing that was not given", () => {
    expect(readCommandLine([])).to.deep.equal({ json: false, help: false });
  });

  it("reads every option", () => {
    const args =
      "--program other/index.ts --stack test --config a:b=c=d --config a:e= --port 0 --aws-port 1 --function-url-port 2";
    const more =
      "--max-instances 5 --dynamodb http://localhost:8000 --containers --ephemeral --reset --no-watch --json --help";
    const faults = ["players:latency=2s@10%", '"POST /message":error@50%'];
    const rehearsal = ["--sample-traces", ...faults.flatMap((fault) => ["--fault", fault])];
    expect(readCommandLine([...args.split(" "), ...more.split(" "), ...rehearsal])).to.deep.equal({
      program: "other/index.ts",
      stack: "test",
      config: { "a:b": "c=d", "a:e": "" },
      port: 0,
      awsPort: 1,
      functionUrlPort: 2,
      maxInstances: 5,
      dynamodb: "http://localhost:8000",
      faults,
      sampleTraces: true,
      containers: true,
      ephemeral: true,
      reset: true,
      watch: false,
      json: true,
      help: true,
    });
  });

  it("takes unlimited instances", () => {
    expect(readCommandLine(["--max-instances", "unlimited"]).maxInstances).to.equal("unlimited");
  });

  it("takes any free port several times, and one for APIs and Function URLs", () => {
    const args = ["--port", "0", "--aws-port", "0", "--console-port", "0"];
    expect(readCommandLine(args)).to.include({ port: 0, awsPort: 0, consolePort: 0 });
    const shared = ["--port", "3000", "--function-url-port", "3000"];
    expect(readCommandLine(shared)).to.include({ port: 3000, functionUrlPort: 3000 });
  });

  for (const [args, message] of [
    [["--port", "eighty"], "npm start: --port must be a whole number from 0 to 65535; got eighty."],
    [["--port", "65536"], "npm start: --port must be a whole number from 0 to 65535; got 65536."],
    [["--port", ""], "npm start: --port must be a whole number from 0 to 65535; got ."],
    [
      ["--port", "13000", "--aws-port", "13000"],
      "npm start: --port and --aws-port both name port 13000. Give each its own.",
    ],
    [
      ["--function-url-port", "13000", "--console-port", "13000"],
      "npm start: --function-url-port and --console-port both name port 13000. Give each its own.",
    ],
    [["--max-instances", "0"], "npm start: --max-instances must be a whole number from 1 to 1000; got 0."],
    [["--config", "novalue"], "npm start: --config must be KEY=VALUE; got novalue."],
    [["--colour"], "npm start: Unknown option '--colour'. See npm start -- --help."],
    [["stray"], "npm start: Unexpected argument 'stray'. See npm start -- --help."],
  ] as const) {
    it(`refuses ${args.join(" ")}`, () => {
      expect(() => readCommandLine(args)).to.throw(LocalError, message);
    });
  }
});
