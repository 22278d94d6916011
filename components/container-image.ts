import * as aws from "@pulumi/aws";
import * as ecr from "@pulumi/awsx/ecr/index.js";
import * as docker from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";
import { Arguments } from "./arguments.ts";
import { type Architecture, architectures, type ImageBuild, imageArgs, imageCaches } from "./image-build.ts";
import { imageLifecycle } from "./image-lifecycle.ts";
import { IMAGE_TAG } from "./image-tag.ts";
import { physicalName } from "./naming.ts";
import { type Tags, tagsOf } from "./tags.ts";

/** Where a stack's images come from and go to. */
export interface ImageSettings extends ImageBuild {
  /** Path of the Dockerfile, relative to the project. It has a stage `lambda`. */
  readonly dockerfile: string;
  /** Deploys the image that has this tag already, instead of building one: no Docker is needed. Default: build. */
  readonly imageTag?: string;
  /**
   * Another registry than the stack's ECR, for emulators: `localhost:5000`, or `http://…` for one without TLS. It
   * gets the credentials that Docker itself has for it, if any. Default: ECR.
   */
  readonly imageRegistry?: string;
}

export interface ContainerImageArgs {
  /** Folder with the files of the image, relative to the project: the Docker context. */
  readonly directory: pulumi.Input<string>;
  readonly image: ImageSettings;
  /** Default: `x86_64`. */
  readonly architecture?: Architecture;
  /** Keeps the repository from being deleted while it holds images. Default: false. */
  readonly protectData?: boolean;
  readonly tags?: Tags;
}

/**
 * The image of one function and the ECR repository `<project>-<stack>-<name>` that holds it: scanned on push,
 * encrypted, with a lifecycle that never expires what Lambda serves.
 */
export class ContainerImage extends pulumi.ComponentResource {
  /** `HOST/REPOSITORY`, without a tag. */
  readonly repositoryUrl: pulumi.Output<string>;
  /** What a function deploys: the image by digest, or by tag where another registry has an image of a given tag. */
  readonly imageUri: pulumi.Output<string>;

  constructor(name: string, args: ContainerImageArgs, opts?: pulumi.ComponentResourceOptions) {
    check(name, args);
    const repositoryName = physicalName("ContainerImage", name);
    super("lambdock:index:ContainerImage", name, {}, opts);
    const repositoryUrl = this.#repository(name, repositoryName, args);
    const { imageRegistry } = args.image;
    this.repositoryUrl =
      imageRegistry === undefined
        ? repositoryUrl
        : pulumi.output(`${imageRegistry.replace(/^https?:\/\//, "")}/${repositoryName}`);
    this.imageUri =
      args.image.imageTag === undefined ? this.#built(name, args) : this.#existing(args.image.imageTag, args);
    this.registerOutputs({ repositoryUrl: this.repositoryUrl, imageUri: this.imageUri });
  }

  #repository(name: string, repositoryName: string, args: ContainerImageArgs): pulumi.Output<string> {
    const repository = new ecr.Repository(
      name,
      {
        name: repositoryName,
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "AES256" }],
        imageTagMutability: "MUTABLE",
        forceDelete: args.protectData !== true,
        // Its rules know tag prefixes only, and its default one expires what live versions pin.
        lifecyclePolicy: { skip: true },
        tags: tagsOf(name, args.tags),
      },
      { parent: this },
    );
    new aws.ecr.LifecyclePolicy(
      name,
      { repository: repository.url.apply(repositoryOf), policy: imageLifecycle },
      // Another policy is a replacement. A repository has one at a time: made first, the new one would be deleted as
      // the old.
      { parent: this, deleteBeforeReplace: true },
    );
    return repository.url;
  }

  #built(name: string, { directory, image, architecture }: ContainerImageArgs): pulumi.Output<string> {
    const built = new docker.Image(
      name,
      {
        ...imageArgs({
          name,
          repository: this.repositoryUrl,
          insecure: image.imageRegistry?.startsWith("http://") === true,
          directory: pulumi.output(directory),
          dockerfile: image.dockerfile,
          architecture: architecture ?? "x86_64",
          build: image,
        }),
        ...(image.imageRegistry === undefined && { registries: [this.#credentials()] }),
      },
      // Images go with their repository. Deleting one by itself would need registry credentials that are still valid;
      // and it is by digest, so that of a replaced image it would delete the equal one that took its place.
      { parent: this, retainOnDelete: true },
    );
    return pulumi.interpolate`${this.repositoryUrl}@${built.digest}`;
  }

  #existing(imageTag: string, { image }: ContainerImageArgs): pulumi.Output<string> {
    if (image.imageRegistry !== undefined) return pulumi.interpolate`${this.repositoryUrl}:${imageTag}`;
    const found = aws.ecr.getImageOutput(
      { repositoryName: this.repositoryUrl.apply(repositoryOf), imageTag },
      { parent: this },
    );
    return pulumi.interpolate`${this.repositoryUrl}@${found.imageDigest}`;
  }

  #credentials(): docker.types.input.RegistryArgs {
    const token = aws.ecr.getAuthorizationTokenOutput({}, { parent: this });
    return {
      address: this.repositoryUrl,
      username: token.userName,
      password: pulumi.secret(token.password),
    };
  }
}

/** The repository's name in `HOST/NAME`. */
function repositoryOf(url: string): string {
  return url.slice(url.indexOf("/") + 1);
}

function check(name: string, { image, architecture }: ContainerImageArgs): void {
  const args = new Arguments("ContainerImage", name);
  args.oneOf("architecture", architecture, architectures);
  args.oneOf("image.cache", image.cache, imageCaches);
  for (const tag of [...(image.tags ?? []), ...(image.imageTag === undefined ? [] : [image.imageTag])]) {
    args.require(
      IMAGE_TAG.test(tag),
      `image tag "${tag}" may have letters, digits, ".", "_" and "-" only, up to 128.`,
    );
  }
}
