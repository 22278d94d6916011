import { type Resource, type Rule, resourceRule } from "../rule.ts";
import { listOf, numberOf, recordOf, textOf } from "../values.ts";

const TYPES = ["aws:cloudwatch/metricAlarm:MetricAlarm"];
const PUT = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
const QUERY = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html";
const DAY = 86_400;
const HOUR = 3_600;
const EXPRESSION_CHARACTERS = 2_048;
const METRICS = 10;
const ACTIONS = 5;
const DESCRIPTION_CHARACTERS = 1_024;

export const alarmRules: readonly Rule[] = [
  resourceRule({
    id: "alarm-expression",
    sentence: `An alarm watches one query of at most ${METRICS} metrics, in an expression of at most ${EXPRESSION_CHARACTERS} characters.`,
    source: QUERY,
    types: TYPES,
    problems(resource) {
      const queries = queriesOf(resource);
      if (queries.length === 0) return [];
      const watched = queries.filter(({ returnData }) => returnData === true).length;
      const metrics = queries.filter(({ metric }) => metric !== undefined).length;
      const long = queries.filter(
        ({ expression }) => (textOf(expression) ?? "").length > EXPRESSION_CHARACTERS,
      );
      const illNamed = queries.filter(({ id }) => !/^[a-z]\w{0,254}$/.test(textOf(id) ?? ""));
      return [
        ...(watched === 1 ? [] : [`returns the data of ${watched} queries. Let one return data.`]),
        ...(metrics > METRICS ? [`uses ${metrics} metrics. Use at most ${METRICS}.`] : []),
        ...long.map(({ id }) => `has a longer expression "${id}" than ${EXPRESSION_CHARACTERS} characters.`),
        ...illNamed.map(({ id }) => `has the query id "${id}", which must begin with a lower-case letter.`),
      ];
    },
  }),
  resourceRule({
    id: "alarm-period",
    sentence:
      "An alarm looks at periods of 10, 20, 30 or whole minutes' seconds, over a day at most, or a week by the hour.",
    source: PUT,
    types: TYPES,
    problems(resource) {
      const periods = periodsOf(resource);
      const evaluations = numberOf(resource.inputs.evaluationPeriods) ?? 1;
      return periods.flatMap((period) => {
        if (![10, 20, 30].includes(period) && (period % 60 !== 0 || period === 0)) {
          return [`has a period of ${period} s. Use 10, 20, 30 or a multiple of 60.`];
        }
        const longest = period >= HOUR ? 7 * DAY : DAY;
        if (period * evaluations <= longest) return [];
        return [`looks at ${period * evaluations} s. Use at most ${longest}.`];
      });
    },
  }),
  resourceRule({
    id: "alarm-datapoints",
    sentence: "An alarm asks for no more breaching datapoints than it evaluates periods.",
    source: PUT,
    types: TYPES,
    problems({ inputs }) {
      const [datapoints, periods] = [numberOf(inputs.datapointsToAlarm), numberOf(inputs.evaluationPeriods)];
      if (datapoints === undefined || periods === undefined || datapoints <= periods) return [];
      return [`wants ${datapoints} breaching datapoints of ${periods}.`];
    },
  }),
  resourceRule({
    id: "alarm-description",
    sentence: `An alarm's description has at most ${DESCRIPTION_CHARACTERS} characters.`,
    source: PUT,
    types: TYPES,
    problems({ inputs }) {
      const { length } = textOf(inputs.alarmDescription) ?? "";
      if (length <= DESCRIPTION_CHARACTERS) return [];
      return [`has a description of ${length} characters. Use at most ${DESCRIPTION_CHARACTERS}.`];
    },
  }),
  resourceRule({
    id: "alarm-actions",
    sentence: `An alarm has at most ${ACTIONS} actions for each state.`,
    source: PUT,
    types: [...TYPES, "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
    problems: ({ inputs }) =>
      ["alarmActions", "okActions", "insufficientDataActions"]
        .filter((state) => listOf(inputs[state]).length > ACTIONS)
        .map((state) => `has ${listOf(inputs[state]).length} ${state}. Use at most ${ACTIONS}.`),
  }),
  resourceRule({
    id: "composite-alarm-rule",
    sentence: "A composite alarm's rule has at most 10,240 characters and names at most 100 alarms.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html",
    types: ["aws:cloudwatch/compositeAlarm:CompositeAlarm"],
    problems({ inputs }) {
      const rule = textOf(inputs.alarmRule) ?? "";
      const children = rule.match(/\b(ALARM|OK|INSUFFICIENT_DATA)\s*\(/g)?.length ?? 0;
      return [
        ...(rule.length > 10_240 ? [`has a rule of ${rule.length} characters. Use at most 10240.`] : []),
        ...(children > 100 ? [`names ${children} alarms. Use at most 100.`] : []),
      ];
    },
  }),
];

function queriesOf({ inputs }: Resource): readonly Readonly<Record<string, unknown>>[] {
  return listOf(inputs.metricQueries).map(recordOf);
}

function periodsOf(resource: Resource): number[] {
  const ofMetrics = queriesOf(resource).map(({ metric }) => recordOf(metric).period);
  return [resource.inputs.period, ...ofMetrics].flatMap((period) =>
    typeof period === "number" ? [period] : [],
  );
}
