import { awsOptions, stackConfig } from "./aws.ts";
import { run } from "./command.ts";
import { HELP_OPTION, readArguments } from "./command-line.ts";
import { readSettings, settingOptions } from "./deployment/settings.ts";
import { answers, COMPOSED, localBuilder, startEmulator, stopEmulator } from "./emulator/emulator.ts";
import { hasStack, localState, makeStack } from "./emulator/local-state.ts";
import { EVERYTHING, probe, probeLine } from "./emulator/probe.ts";
import { evaluated } from "./program.ts";
import { PROJECT } from "./project.ts";
import { cliProblem, INSTALL_NPX, pulumi } from "./pulumi.ts";
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
  --probe             deploy nothing: say which of the types that emulators are known to lack this one takes
  --down              destroy the stack, and stop what Docker Compose started
  --help              this text

Pulumi's state is in .lambdock/pulumi: no account is needed. npm start needs none of this: it runs the same program
without an emulator, without images and without Pulumi's CLI. docs/emulators.md compares them.
`;

const STACK = "localstack";

await runTask("localstack", async () => {
  const { values } = readArguments("localstack", {
    ...HELP_OPTION,
    endpoint: { type: "string", default: COMPOSED.endpoint },
    registry: { type: "string", default: COMPOSED.registry },
    "image-tag": { type: "string" },
    config: { type: "string", multiple: true, default: [] as string[] },
    probe: { type: "boolean", default: false },
    down: { type: "boolean", default: false },
  });
  if (values.help) return void process.stdout.write(USAGE);

  if (values.probe) return probeEmulator(values.endpoint);
  const problem = cliProblem();
  if (problem !== undefined) throw new TaskError(problem);
  const env = localState();
  if (values.down) {
    if (hasStack(STACK, env))
      run(pulumi("destroy", "--stack", STACK, "--yes"), { env, install: INSTALL_NPX });
    return stopEmulator();
  }
  const { endpoint, registry, config, "image-tag": imageTag } = values;
  await startEmulator({ endpoint, registry, builds: imageTag === undefined });
  const images = imageTag === undefined ? { builder: localBuilder() } : { imageTag };
  const apiUrl = deploy(
    {
      ...projectSettings({ endpoint, imageRegistry: registry, ...images }),
      ...readSettings(config, PROJECT),
    },
    env,
  );
  process.stdout.write(`${apiUrl}\n`);
  const { api } = await checksOf("inventory");
  const failed = (await reportChecks(apiUrl, api, true)).filter((fine) => !fine).length;
  if (failed > 0) throw new TaskError(`${failed} of ${api.length} endpoints do not answer as they should.`);
});

/** @returns the API's URL */
function deploy(settings: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>): string {
  makeStack(STACK, env);
  const command = pulumi("up", "--stack", STACK, "--yes", ...settingOptions(STACK, settings));
  run(command, { env, install: INSTALL_NPX });
  return deployedOutputs(STACK, env).apiUrl;
}

function projectSettings(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${PROJECT}:${key}`, value]));
}

async function probeEmulator(endpoint: string): Promise<void> {
  if (!(await answers(endpoint)))
    throw new TaskError(`nothing answers at ${endpoint}. Start the emulator first.`);
  const config = stackConfig(STACK, projectSettings({ ...EVERYTHING, endpoint }));
  for await (const result of probe(await evaluated(config), awsOptions(config)))
    process.stdout.write(`${probeLine(result)}\n`);
}
