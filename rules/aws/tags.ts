import { resourceRule } from "../rule.ts";
import { recordOf, textOf } from "../values.ts";

const MAXIMUM = 50;
/** What every service takes: letters, digits and spaces of any script, and a few signs. */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Types of which `tags` are something else: an image's tags are texts. */
const NO_AWS_TAGS = /^(docker-build:|pulumi:)/;

export const tags = resourceRule({
  id: "tags",
  sentence: `A resource has at most ${MAXIMUM} tags, with keys of 1 to 128 and values of up to 256 characters, none of AWS's own.`,
  source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
  problems({ type, inputs }) {
    const entries = NO_AWS_TAGS.test(type) ? [] : Object.entries(recordOf(inputs.tags));
    const wrong = entries.filter(([key, value]) => !isTag(key, textOf(value) ?? ""));
    return [
      ...(entries.length > MAXIMUM ? [`has ${entries.length} tags. Use at most ${MAXIMUM}.`] : []),
      ...wrong.map(([key, value]) => `has the tag "${key}" with the value "${value}", which AWS refuses.`),
    ];
  },
});

function isTag(key: string, value: string): boolean {
  const isOfLength = key.length >= 1 && key.length <= 128 && value.length <= 256;
  return isOfLength && !/^aws:/i.test(key) && ALLOWED.test(key) && ALLOWED.test(value);
}
