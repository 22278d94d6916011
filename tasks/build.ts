import { bundle } from "../bundle/bundle.ts";
import { IMAGE_TAG } from "../components/image-tag.ts";
import { run } from "./command.ts";
import { HELP_OPTION, readArguments, SERVICE_OPTIONS } from "./command-line.ts";
import { buildCommand, dockerProblem, IMAGE_TARGETS, type ImageTarget, localImage } from "./docker.ts";
import { logIn } from "./ecr-login.ts";
import { PROJECT } from "./project.ts";
import { ecrRegion, hostOf, readRepositories } from "./repositories.ts";
import { chosenServices } from "./services.ts";
import { runTask, TaskError } from "./task.ts";

const USAGE = `Bundles functions and builds their images with Docker.

Usage: npm run build -- [options]

  --service NAME        one service, or several: repeated, by commas or by spaces   (default: all)
  --tag TAG             tag of the images: lambdock-NAME:TAG                         (default: dev)
  --target TARGET       lambda, server (the same handler behind plain HTTP), or both (default: lambda)
  --platform PLATFORM   linux/amd64 or linux/arm64                                   (default: this machine's)
  --no-cache            build every layer anew
  --base-image IMAGE    another base: a mirror, or another digest
  --builder NAME        the buildx builder to use                                    (default: Docker's current)
  --push                push to the repositories of --ecr-repo-map instead of loading into Docker
  --ecr-repo-map JSON   repository of each service, without a tag
  --bundle-only         write .build/NAME/, and stop: needs no Docker
  --help                this text

Examples:
  npm run build -- --service idp --tag v1.0.0
  npm run build -- --service idp players --no-cache
  npm run build -- --service idp --tag v1.0.0 --push \\
    --ecr-repo-map '{"idp":"123456789012.dkr.ecr.us-east-1.amazonaws.com/lambdock-dev-idp"}'

Try an image: npm run invoke -- --service idp --image
npm run deploy builds and pushes by itself, into the repositories that it makes.
`;

await runTask("build", async () => {
  const { values, positionals } = readArguments("build", {
    ...SERVICE_OPTIONS,
    ...HELP_OPTION,
    tag: { type: "string", default: "dev" },
    target: { type: "string", default: "lambda" },
    platform: { type: "string" },
    cache: { type: "boolean", default: true },
    "base-image": { type: "string" },
    builder: { type: "string" },
    push: { type: "boolean", default: false },
    "ecr-repo-map": { type: "string" },
    "bundle-only": { type: "boolean", default: false },
  });
  if (values.help) return void process.stdout.write(USAGE);

  const services = chosenServices([...values.service, ...values.services, ...positionals]);
  const targets = chosenTargets(values.target, values["base-image"]);
  const { platform, tag, push, cache, builder, "base-image": baseImage } = values;
  checkTag(tag);
  if (platform !== undefined && !/^linux\/(amd64|arm64)$/.test(platform))
    throw new TaskError(`--platform must be linux/amd64 or linux/arm64; got ${platform}.`, 2);
  const repositories = push ? readRepositories(values["ecr-repo-map"], services) : undefined;
  const problem = values["bundle-only"] ? undefined : dockerProblem(builder);
  if (problem !== undefined) throw new TaskError(problem);

  await Promise.all(services.map((service) => bundle(`functions/${service}/handler.ts`, service)));
  if (values["bundle-only"]) return;
  await logInTo([...(repositories?.values() ?? [])]);
  for (const service of services) {
    for (const target of targets) {
      const repository = repositories?.get(service);
      const image =
        repository === undefined ? localImage(PROJECT, service, target, tag) : `${repository}:${tag}`;
      run(buildCommand({ service, target, image, push, cache, platform, builder, baseImage }));
      process.stdout.write(`${image}\n`);
    }
  }
});

function chosenTargets(target: string, baseImage: string | undefined): readonly ImageTarget[] {
  if (target === "both" && baseImage !== undefined)
    throw new TaskError("--base-image is the base of one target: use --target lambda or --target server.", 2);
  if (target === "both") return IMAGE_TARGETS;
  const found = IMAGE_TARGETS.find((name) => name === target);
  if (found !== undefined) return [found];
  throw new TaskError(`--target must be lambda, server or both; got ${target}.`, 2);
}

function checkTag(tag: string): void {
  if (IMAGE_TAG.test(tag)) return;
  throw new TaskError(`--tag may have letters, digits, ".", "_" and "-" only, up to 128; got ${tag}.`, 2);
}

async function logInTo(repositories: readonly string[]): Promise<void> {
  for (const host of new Set(repositories.map(hostOf))) {
    const region = ecrRegion(host);
    if (region !== undefined) await logIn(host, region);
  }
}
