import { readFileSync } from "node:fs";
import { operatorCredentials } from "../local/aws/credentials.ts";
import { awsOptions, stackConfig } from "./aws.ts";
import { chosenStack, HELP_OPTION, readArguments, SERVICE_OPTIONS, STACK_OPTIONS } from "./command-line.ts";
import { exampleEvent } from "./invocation/example-event.ts";
import { invokeFunction } from "./invocation/invoke-function.ts";
import { runImage } from "./invocation/run-image.ts";
import { PROJECT } from "./project.ts";
import { chosenService } from "./services.ts";
import { runTask, TaskError } from "./task.ts";

const USAGE = `Invokes a function without its API, or runs its image.

Usage: npm run invoke -- --service NAME [options]

  --service NAME        which one
  --stack NAME          the stack, as --environment or --stage too            (default: dev)
  --event JSON          what to send                                          (default: an example that succeeds)
  --event-file PATH     the same from a file
  --aws                 invoke the deployed function                          (default: the one of npm start)
  --endpoint URL        where npm start has its AWS endpoint                  (default: http://127.0.0.1:4566)
  --image               run the image with the emulator of Lambda's runtime interface, on port 9000
  --server              run the image that is a plain HTTP server, on port 7774
  --tag TAG             tag of that image                                     (default: dev)
  --port N              another port for it
  --help                this text

Examples:
  npm run invoke -- --service idp
  npm run invoke -- --service idp --event '{"body": "{\\"username\\":\\"testuser\\",\\"password\\":\\"password123\\"}"}'
  npm run invoke -- --service idp --stack dev --aws
  npm run build -- --service idp && npm run invoke -- --service idp --image
  npm run build -- --service data --target server && npm run invoke -- --service data --server
`;

await runTask("invoke", async () => {
  const { values, positionals } = readArguments("invoke", {
    ...STACK_OPTIONS,
    ...SERVICE_OPTIONS,
    ...HELP_OPTION,
    event: { type: "string" },
    "event-file": { type: "string" },
    aws: { type: "boolean", default: false },
    endpoint: { type: "string", default: "http://127.0.0.1:4566" },
    image: { type: "boolean", default: false },
    server: { type: "boolean", default: false },
    tag: { type: "string", default: "dev" },
    port: { type: "string" },
  });
  if (values.help) return void process.stdout.write(USAGE);

  const service = chosenService([...values.service, ...values.services, ...positionals]);
  const config = stackConfig(chosenStack(values));
  const event = readEvent(values.event, values["event-file"]) ?? JSON.stringify(await exampleEvent(service));
  const { endpoint, tag } = values;
  if (values.image || values.server) {
    const target = values.server ? "server" : "lambda";
    const port = readPort(values.port ?? (values.server ? "7774" : "9000"));
    return runImage(config, { service, target, tag, port, event, endpoint });
  }
  const { region } = awsOptions(config);
  const local = { region, endpoint, credentials: operatorCredentials };
  const name = `${PROJECT}-${config.stack}-${service}`;
  const answer = await invokeFunction(name, event, values.aws ? awsOptions(config) : local);
  process.stdout.write(`${answer}\n`);
});

function readEvent(text: string | undefined, file: string | undefined): string | undefined {
  const event = file === undefined ? text : readFile(file);
  if (event === undefined) return undefined;
  try {
    JSON.parse(event);
    return event;
  } catch {
    throw new TaskError(`${file ?? "--event"} must be JSON; got ${event.slice(0, 80)}.`, 2);
  }
}

function readFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new TaskError(`--event-file: ${file} can't be read.`, 2);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new TaskError(`--port must be a whole number from 1 to 65535; got ${text}.`, 2);
}
