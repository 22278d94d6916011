import { run } from "./command.ts";
import { HELP_OPTION, readArguments } from "./command-line.ts";
import { readSettings, settingOptions } from "./deployment/settings.ts";
import { localBuilder, startEmulator } from "./emulator/emulator.ts";
import { localState, makeStack } from "./emulator/local-state.ts";
import { PROJECT } from "./project.ts";
import { INSTALL_NPX, pulumi } from "./pulumi.ts";
import { deployedOutputs } from "./stack-outputs.ts";
import { runTask, TaskError } from "./task.ts";
import { checksOf } from "./verification/checks.ts";
import { reportChecks } from "./verification/report.ts";

const USAGE = `Deploys stack localstack to an AWS emulator on this machine, and curls its endpoints.

Usage: npm run localstack -- [options]

  --endpoint URL      the emulator; started by Docker Compose unless it answers   (default: http://localhost:4566)
  --registry URL      where its images go; the same                               (default: http://localhost:5000)
  --image-tag TAG     use the images of that registry that have this tag, instead of building them
  --config KEY=VALUE  a setting for this emulator, such as compositeAlarms=true; may be repeated
  --down              destroy the stack, and stop what Docker Compose started
  --help              this text

Pulumi's state is in .lambdock/pulumi: no account is needed. npm start needs none of this: it runs the same program
without an emulator, without images and without Pulumi's CLI. docs/emulators.md compares them.
`;

const STACK = "localstack";

await runTask("localstack", async () => {
  const { values } = readArguments("localstack", {
    ...HELP_OPTION,
    endpoint: { type: "string", default: "http://localhost:4566" },
    registry: { type: "string", default: "http://localhost:5000" },
    "image-tag": { type: "string" },
    config: { type: "string", multiple: true, default: [] as string[] },
    down: { type: "boolean", default: false },
  });
  if (values.help) return void process.stdout.write(USAGE);

  const env = localState();
  const options = { env, install: INSTALL_NPX };
  if (values.down) {
    run(pulumi("destroy", "--stack", STACK, "--yes"), options);
    return run(["docker", "compose", "down", "--volumes"]);
  }
  await startEmulator(values.endpoint, values.registry);
  const settings = {
    endpoint: values.endpoint,
    imageRegistry: values.registry,
    ...(values["image-tag"] === undefined ? { builder: localBuilder() } : { imageTag: values["image-tag"] }),
  };
  makeStack(STACK, env);
  const full = Object.entries(settings).map(([key, value]) => [`${PROJECT}:${key}`, value] as const);
  const more = readSettings(values.config, PROJECT);
  run(
    pulumi(
      "up",
      "--stack",
      STACK,
      "--yes",
      ...settingOptions(STACK, { ...Object.fromEntries(full), ...more }),
    ),
    options,
  );
  const { apiUrl } = deployedOutputs(STACK, env);
  process.stdout.write(`${apiUrl}\n`);
  const { api } = await checksOf("inventory");
  const failed = (await reportChecks(apiUrl, api, true)).filter((fine) => !fine).length;
  if (failed > 0) throw new TaskError(`${failed} endpoints do not answer as they should.`);
});
