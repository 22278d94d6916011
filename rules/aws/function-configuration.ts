import { type Rule, resourceRule } from "../rule.ts";
import { isAbsent, listOf, numberOf, recordOf, textOf } from "../values.ts";

const TYPES = ["aws:lambda/function:Function"];
const QUOTAS = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const CREATE = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html";

interface Range {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  read(inputs: Readonly<Record<string, unknown>>): unknown;
}

const RANGES: readonly Range[] = [
  {
    id: "function-memory-range",
    what: "memory",
    unit: "MB",
    min: 128,
    max: 10_240,
    read: ({ memorySize }) => memorySize,
  },
  {
    id: "function-timeout-range",
    what: "time-out",
    unit: "s",
    min: 1,
    max: 900,
    read: ({ timeout }) => timeout,
  },
  {
    id: "function-storage-range",
    what: "ephemeral storage",
    unit: "MB",
    min: 512,
    max: 10_240,
    read: ({ ephemeralStorage }) => recordOf(ephemeralStorage).size,
  },
];

/** What a package of files has and an image has not. */
const OF_PACKAGES = ["handler", "runtime", "layers", "code", "s3Bucket"];

/** What Lambda accepts of a function's configuration. */
export const functionConfigurationRules: readonly Rule[] = [
  ...RANGES.map(({ id, what, unit, min, max, read }) =>
    resourceRule({
      id,
      sentence: `A function's ${what} is a whole number from ${min} to ${max} ${unit}.`,
      source: QUOTAS,
      types: TYPES,
      problems({ inputs }) {
        const value = numberOf(read(inputs));
        if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return [];
        return [`has ${value} ${unit} of ${what}. Use a whole number from ${min} to ${max}.`];
      },
    }),
  ),
  resourceRule({
    id: "function-architecture",
    sentence: "A function has one architecture, x86_64 or arm64.",
    source: CREATE,
    types: TYPES,
    problems({ inputs }) {
      const architectures = listOf(inputs.architectures);
      if (architectures.length === 0) return [];
      const isRight = architectures.length === 1 && ["x86_64", "arm64"].includes(String(architectures[0]));
      return isRight ? [] : [`has the architectures ${architectures.join(", ")}. Use one: x86_64 or arm64.`];
    },
  }),
  resourceRule({
    id: "function-image-package",
    sentence: "A function of an image names the image, and nothing that belongs to a package of files.",
    source: CREATE,
    types: TYPES,
    problems({ inputs }) {
      if (inputs.packageType !== "Image") return [];
      const foreign = OF_PACKAGES.filter((key) => !isEmpty(inputs[key]));
      return [
        ...(isEmpty(inputs.imageUri) ? ["has packageType Image without an imageUri."] : []),
        ...foreign.map((key) => `has packageType Image and ${key}, which Lambda refuses together.`),
      ];
    },
  }),
];

/** The provider writes empty texts and lists for what is not set. */
function isEmpty(value: unknown): boolean {
  return isAbsent(value) || textOf(value) === "" || (Array.isArray(value) && value.length === 0);
}
