import type { DeclaredProgram } from "./declared.ts";

/**
 * Types that mean something to AWS alone: where images are kept, what the network looks like, what a bucket loses after
 * days. Nothing of them could be seen by a client or a function on a laptop.
 */
const ONLY_IN_AWS: readonly RegExp[] = [
  /^awsx:ec2:/,
  /^awsx:ecr:/,
  /^aws:ec2\//,
  /^aws:ecr\//,
  /^aws:s3\/bucketLifecycleConfiguration:/,
  /^docker-build:/,
  /^pulumi:/,
];

/**
 * What a program declares and nobody here emulates, a line for each type with the names of its resources, so that
 * nothing is ignored in silence.
 */
export function notEmulated(program: DeclaredProgram, emulated: ReadonlySet<string>): string[] {
  const custom = program.resources.filter(
    ({ custom, type }) => (custom || type.startsWith("awsx:")) && !emulated.has(type),
  );
  const isOnlyInAws = (type: string) => ONLY_IN_AWS.some((pattern) => pattern.test(type));
  const [onlyInAws, missing] = [
    custom.filter(({ type }) => isOnlyInAws(type)),
    custom.filter(({ type }) => !isOnlyInAws(type)),
  ];
  const lines = Object.entries(Object.groupBy(missing, ({ type }) => type)).map(
    ([type, resources = []]) => `Not emulated: ${type}: ${resources.map(({ name }) => name).join(", ")}`,
  );
  const types = [...new Set(onlyInAws.map(({ type }) => type))].sort();
  return types.length === 0 ? lines : [...lines, `Only in AWS: ${types.join(", ")}`];
}
