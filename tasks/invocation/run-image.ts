import type { StackConfig } from "../../local/program/stack-config.ts";
import { probe, run, show } from "../command.ts";
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
 * Runs an image until it is stopped, and prints how to call it.
 * @throws TaskError when Docker or the image is missing
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
  const endpoint = onHost
    ? image.endpoint
    : image.endpoint.replace(/127\.0\.0\.1|localhost/, "host.docker.internal");
  const environment = await writeEnvironment(config, service, endpoint);
  process.stderr.write("In another terminal:\n");
  show(curlCommand(image));
  process.stderr.write("\n");
  run(runCommand(name, image, environment, onHost));
}

/**
 * On Linux a container reaches what listens on 127.0.0.1 only in the machine's own network. There no port can be
 * published, so AWS's emulator is told which one to take.
 */
export function runCommand(
  name: string,
  { target, port }: Pick<ImageRun, "target" | "port">,
  environment: string,
  onHost: boolean,
): string[] {
  const start = ["docker", "run", "--rm", "--init", "--env-file", environment];
  if (!onHost) return [...start, "--publish", `${port}:${INSIDE[target]}`, name];
  const network = ["--network", "host"];
  if (target === "server") return [...start, ...network, "--env", `PORT=${port}`, name];
  const emulator = ["--entrypoint", "/usr/local/bin/aws-lambda-rie", name];
  const address = ["--runtime-interface-emulator-address", `127.0.0.1:${port}`];
  return [...start, ...network, ...emulator, ...address, "/var/runtime/bootstrap", "handler.handler"];
}

function curlCommand({ target, port, event, service }: ImageRun): string[] {
  const at = `http://localhost:${port}`;
  if (target === "server") return ["curl", service === "data" ? `${at}/data` : at];
  return ["curl", "-XPOST", `${at}/2015-03-31/functions/function/invocations`, "-d", event];
}
