import { type Rule, resourceRule } from "../rule.ts";
import { listOf, recordOf, textOf } from "../values.ts";

const TYPES = ["docker-build:index:Image"];
const SOURCE = "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-reqs";

/** Lambda refuses an image index, which is what several platforms or an attestation make of an image. */
export const imageRules: readonly Rule[] = [
  resourceRule({
    id: "image-platform",
    sentence:
      "An image is built for one platform, linux/amd64 or linux/arm64: Lambda takes no multi-platform image.",
    source: SOURCE,
    types: TYPES,
    problems({ inputs }) {
      const platforms = listOf(inputs.platforms).map(String);
      if (!Array.isArray(inputs.platforms)) {
        return inputs.platforms === undefined ? ["names no platform. Use linux/amd64 or linux/arm64."] : [];
      }
      const isRight = platforms.length === 1 && /^linux\/(amd64|arm64)$/.test(platforms[0] ?? "");
      return isRight
        ? []
        : [`has the platforms ${platforms.join(", ")}. Use linux/amd64 or linux/arm64 alone.`];
    },
  }),
  resourceRule({
    id: "image-attestations",
    sentence:
      "An image is built without attestations: with them its manifest is an index, which Lambda refuses.",
    source: SOURCE,
    types: TYPES,
    problems({ inputs }) {
      const attesting = listOf(inputs.exports).flatMap((each) =>
        attestationsIn(textOf(recordOf(each).raw) ?? ""),
      );
      return [
        // The docker command line adds provenance by default; the provider's own builder does not.
        ...(inputs.exec === true
          ? ["is built with exec, which adds a provenance attestation. Leave it out."]
          : []),
        ...attesting.map((option) => `is exported with ${option}, an attestation. Leave it out.`),
      ];
    },
  }),
];

function attestationsIn(options: string): string[] {
  return options.split(",").filter((option) => /^attest|^(sbom|provenance)=(?!false$)/.test(option));
}
