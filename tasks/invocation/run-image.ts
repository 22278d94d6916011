import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import type { StackConfig } from "../../local/program/stack-config.ts";
import { probe, runUntilStopped, show } from "../command.ts";
import { dockerProblem, type ImageTarget, localImage } from "../docker.ts";
import { answers } from "../emulator/emulator.ts";
import { PROJECT } from "../project.ts";
import { TaskError } from "../task.ts";
import { writeEnvironment } from "./image-environment.ts";

export interface ImageRun {
  readonly service: string;
  readonly target: ImageTarget;
  readonly tag: string;
  /** Port on this machine. */
  readonly port: number;
  readonly event: string;
  /** The local cloud's endpoint. */
  readonly endpoint: string;
}

/** Port in the container: of AWS's emulator of the runtime interface, and of the HTTP server. */
const INSIDE: Readonly<Record<ImageTarget, number>> = { lambda: 8080, server: 7774 };

/**
 * Runs an image until it is stopped, and prints how to do the same by hand.
 * @throws TaskError when Docker or the image is missing, or a port is taken
 */
export async function runImage(config: StackConfig, image: ImageRun): Promise<void> {
  const problem = dockerProblem();
  if (problem !== undefined) throw new TaskError(problem);
  const { service, target, tag } = image;
  const name = localImage(PROJECT, service, target, tag);
  if (probe(["docker", "image", "inspect", name]).status !== 0) {
    const build = `npm run build -- --service ${service} --target ${target} --tag ${tag}`;
    throw new TaskError(`there is no image ${name}. Run ${build}.`);
  }
  const onHost = process.platform === "linux" && (await answers(image.endpoint));
  await checkPorts(image, onHost);
  const endpoint = onHost
    ? image.endpoint
    : image.endpoint.replace(/127\.0\.0\.1|localhost/, "host.docker.internal");
  const environment = await writeEnvironment(config, service, endpoint);
  try {
    process.stderr.write(
      `By hand, in two terminals, with a copy of ${environment}, which goes when this ends:\n`,
    );
    show(plainCommand(name, image, environment));
    show(curlCommand(image));
    if (onHost) process.stderr.write(`In this machine's network, where it reaches ${image.endpoint}:\n`);
    await runUntilStopped(
      onHost ? hostCommand(name, image, environment) : plainCommand(name, image, environment),
    );
  } finally {
    rmSync(environment, { force: true });
  }
}

type Place = Pick<ImageRun, "target" | "port">;

/** As AWS documents it. */
function plainCommand(name: string, { target, port }: Place, environment: string): string[] {
  return [...start(environment), "--publish", `${port}:${INSIDE[target]}`, name];
}

/**
 * On Linux a container reaches what listens on 127.0.0.1 only in the machine's own network. There no port can be
 * published, so AWS's emulator is told which ones to take: one for callers, and the next for the runtime in it.
 */
function hostCommand(name: string, { target, port }: Place, environment: string): string[] {
  const network = ["--network", "host"];
  if (target === "server") return [...start(environment), ...network, "--env", `PORT=${port}`, name];
  return [
    ...[...start(environment), ...network, "--entrypoint", "/usr/local/bin/aws-lambda-rie", name],
    ...["--runtime-interface-emulator-address", `127.0.0.1:${port}`],
    ...["--runtime-api-address", `127.0.0.1:${runtimePort(port)}`],
    ...["/var/runtime/bootstrap", "handler.handler"],
  ];
}

function start(environment: string): string[] {
  return ["docker", "run", "--rm", "--init", "--env-file", environment];
}

function curlCommand({ target, port, event, service }: ImageRun): string[] {
  const at = `http://localhost:${port}`;
  if (target === "server") return ["curl", service === "data" ? `${at}/data` : at];
  return ["curl", "-XPOST", `${at}/2015-03-31/functions/function/invocations`, "-d", event];
}

function runtimePort(port: number): number {
  return port + 1;
}

/** @throws TaskError when somebody listens there: Docker would say so after it has made the container, or not at all */
async function checkPorts({ port, target }: Place, onHost: boolean): Promise<void> {
  const ports = onHost && target === "lambda" ? [port, runtimePort(port)] : [port];
  const other = port + (port > 65_000 ? -100 : 100);
  for (const one of ports) {
    if (await isFree(one)) continue;
    const whose = one === port ? "" : ", which the runtime takes,";
    throw new TaskError(`port ${one}${whose} is not free. Use --port ${other}.`);
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
