import { HELP_OPTION, readArguments } from "./command-line.ts";
import { serviceNames } from "./services.ts";
import { runTask, TaskError } from "./task.ts";

const USAGE = `Prints the names of all services, as JSON: a pipeline that asks need not list them itself.

Usage: npm run --silent services -- [options]

  --assign NAME   print NAME=JSON, as a workflow's outputs want it
  --help          this text
`;

await runTask("services", () => {
  const { values } = readArguments("services", { ...HELP_OPTION, assign: { type: "string" } });
  if (values.help) return void process.stdout.write(USAGE);

  const { assign } = values;
  if (assign !== undefined && !/^[A-Za-z_][\w-]*$/.test(assign))
    throw new TaskError(`--assign must be the name of an output, such as services; got ${assign}.`, 2);
  process.stdout.write(`${assign === undefined ? "" : `${assign}=`}${JSON.stringify(serviceNames())}\n`);
});
