import { type Resource, type Rule, resourceRule } from "../rule.ts";
import { listOf, recordOf, textOf } from "../values.ts";

const TYPES = ["aws:dynamodb/table:Table"];
const CREATE = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html";
const NAMES =
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html";
const INDEX_NAME = /^[A-Za-z0-9_.-]{3,255}$/;
/** By default; the quota can be raised. */
const MAXIMUM_INDEXES = 20;

export const tableTtl: Rule = resourceRule({
  id: "table-ttl",
  sentence: "A table that expires items names the attribute with the time, which holds a number.",
  source:
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html",
  types: TYPES,
  problems(resource) {
    const { enabled, attributeName } = recordOf(resource.inputs.ttl);
    if (enabled !== true) return [];
    const name = textOf(attributeName) ?? "";
    if (name === "" || name.length > 255)
      return ["expires items without an attribute that says when. Name it in ttl."];
    const declared = attributesOf(resource).find((attribute) => attribute.name === name);
    if (declared === undefined || declared.type === "N") return [];
    return [
      `expires items by "${name}", a key of type ${declared.type}. Use an attribute that holds a number.`,
    ];
  },
});

export const tableRules: readonly Rule[] = [
  resourceRule({
    id: "table-attributes",
    sentence: "A table declares the attributes that its key and its indexes use, all of these and no other.",
    source: CREATE,
    types: TYPES,
    problems(resource) {
      const declared = attributesOf(resource).map(({ name }) => textOf(name) ?? "");
      const used = keysOf(resource);
      return [
        ...used
          .filter((name) => !declared.includes(name))
          .map((name) => `has the key attribute "${name}", which its attributes lack. Add it there.`),
        ...declared
          .filter((name) => !used.includes(name))
          .map((name) => `declares the attribute "${name}", which no key uses. Leave it out.`),
      ];
    },
  }),
  resourceRule({
    id: "table-index-name",
    sentence: 'An index\'s name may have 3 to 255 letters, digits, "_", "-" and ".".',
    source: NAMES,
    types: TYPES,
    problems: (resource) =>
      indexesOf(resource)
        .map(({ name }) => textOf(name) ?? "")
        .filter((name) => !INDEX_NAME.test(name))
        .map(
          (name) =>
            `has the index "${name}", whose name may have 3 to 255 letters, digits, "_", "-" and ".".`,
        ),
  }),
  resourceRule({
    id: "table-indexes",
    sentence: `A table has at most ${MAXIMUM_INDEXES} global secondary indexes, each with its own name.`,
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html",
    types: TYPES,
    problems(resource) {
      const names = indexesOf(resource).map(({ name }) => name);
      return [
        ...(names.length > MAXIMUM_INDEXES
          ? [`has ${names.length} indexes. Use at most ${MAXIMUM_INDEXES}.`]
          : []),
        ...(new Set(names).size < names.length ? ["has two indexes of one name."] : []),
      ];
    },
  }),
  tableTtl,
];

function attributesOf({ inputs }: Resource): readonly Readonly<Record<string, unknown>>[] {
  return listOf(inputs.attributes).map(recordOf);
}

function indexesOf({ inputs }: Resource): readonly Readonly<Record<string, unknown>>[] {
  return listOf(inputs.globalSecondaryIndexes).map(recordOf);
}

/** Every attribute that is part of a key. The provider writes empty texts for sort keys that are not there. */
function keysOf(resource: Resource): string[] {
  const { hashKey, rangeKey, localSecondaryIndexes } = resource.inputs;
  const indexes = [...indexesOf(resource), ...listOf(localSecondaryIndexes).map(recordOf)];
  const keys = [hashKey, rangeKey, ...indexes.flatMap((index) => [index.hashKey, index.rangeKey])];
  return [...new Set(keys.filter((key) => typeof key === "string" && key !== ""))] as string[];
}
