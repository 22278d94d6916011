import { createHash } from "node:crypto";

/** Where the program is evaluated: what a provider would take from the account and the region. */
export interface Surroundings {
  readonly account: string;
  readonly region: string;
  readonly project: string;
  readonly stack: string;
}

type Properties = Readonly<Record<string, unknown>>;

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  readonly at: Surroundings;
}

interface Computed {
  readonly id: string;
  readonly state: Properties;
}

/** What a provider computes for a resource of one type. */
type Compute = (resource: Registered & { readonly physicalName: string }) => Computed;

/** Seven characters that depend on nothing but these words, so that the next run finds its data again. */
export function suffix(...words: readonly string[]): string {
  return createHash("sha256").update(words.join("\0")).digest("hex").slice(0, 7);
}

function token(length: number, ...words: readonly string[]): string {
  const digest = BigInt(`0x${createHash("sha256").update(words.join("\0")).digest("hex")}`);
  return digest.toString(36).padStart(length, "0").slice(0, length);
}

function arn(at: Surroundings, service: string, rest: string): string {
  return `arn:aws:${service}:${at.region}:${at.account}:${rest}`;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function invokeArn(at: Surroundings, functionArn: string): string {
  return `arn:aws:apigateway:${at.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/** Types whose id, name or ARN has a form of its own; every other type gets the general one below. */
const BY_TYPE: Readonly<Record<string, Compute>> = {
  "aws:lambda/function:Function": ({ at, physicalName, inputs }) => {
    const functionArn = arn(at, "lambda", `function:${physicalName}`);
    const version = inputs.publish === true ? "1" : "$LATEST";
    return {
      id: physicalName,
      state: {
        arn: functionArn,
        invokeArn: invokeArn(at, functionArn),
        qualifiedArn: `${functionArn}:${version}`,
        qualifiedInvokeArn: invokeArn(at, `${functionArn}:${version}`),
        version,
      },
    };
  },
  "aws:lambda/alias:Alias": ({ at, inputs, physicalName }) => {
    const name = text(inputs.functionName).split(":function:").at(-1);
    const aliasArn = arn(at, "lambda", `function:${name}:${physicalName}`);
    return { id: aliasArn, state: { arn: aliasArn, invokeArn: invokeArn(at, aliasArn) } };
  },
  "aws:lambda/functionUrl:FunctionUrl": ({ at, inputs, name }) => {
    const urlId = token(32, at.project, at.stack, name);
    const functionName = text(inputs.functionName).split(":function:").at(-1) ?? "";
    const qualifier = inputs.qualifier === undefined ? "" : `:${text(inputs.qualifier)}`;
    return {
      id: functionName,
      state: {
        urlId,
        functionUrl: `https://${urlId}.lambda-url.${at.region}.on.aws/`,
        functionArn: arn(at, "lambda", `function:${functionName}${qualifier}`),
      },
    };
  },
  "aws:apigatewayv2/api:Api": ({ at, name }) => {
    const id = token(10, at.project, at.stack, name);
    return {
      id,
      state: {
        apiEndpoint: `https://${id}.execute-api.${at.region}.amazonaws.com`,
        arn: `arn:aws:apigateway:${at.region}::/apis/${id}`,
        executionArn: arn(at, "execute-api", id),
      },
    };
  },
  "aws:apigatewayv2/stage:Stage": ({ at, inputs, physicalName }) => {
    const apiId = text(inputs.apiId);
    const path = physicalName === "$default" ? "" : physicalName;
    return {
      id: physicalName,
      state: {
        arn: `arn:aws:apigateway:${at.region}::/apis/${apiId}/stages/${physicalName}`,
        executionArn: arn(at, "execute-api", `${apiId}/${physicalName}`),
        invokeUrl: `https://${apiId}.execute-api.${at.region}.amazonaws.com/${path}`,
      },
    };
  },
  "aws:iam/role:Role": ({ at, physicalName }) => ({
    id: physicalName,
    state: {
      arn: `arn:aws:iam::${at.account}:role/${physicalName}`,
      uniqueId: `AROA${suffix(physicalName)}`,
    },
  }),
  "aws:iam/policy:Policy": ({ at, physicalName }) => {
    const policyArn = `arn:aws:iam::${at.account}:policy/${physicalName}`;
    return { id: policyArn, state: { arn: policyArn } };
  },
  "aws:dynamodb/table:Table": ({ at, physicalName, inputs }) => {
    const tableArn = arn(at, "dynamodb", `table/${physicalName}`);
    const stream =
      inputs.streamEnabled === true ? { streamArn: `${tableArn}/stream/2020-01-01T00:00:00.000` } : {};
    return { id: physicalName, state: { arn: tableArn, ...stream } };
  },
  "aws:cloudwatch/logGroup:LogGroup": ({ at, physicalName }) => ({
    id: physicalName,
    state: { arn: arn(at, "logs", `log-group:${physicalName}`) },
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ at, physicalName }) => alarm(at, physicalName),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ({ at, physicalName }) => alarm(at, physicalName),
  "aws:cloudwatch/dashboard:Dashboard": ({ at, physicalName }) => ({
    id: physicalName,
    state: { dashboardArn: `arn:aws:cloudwatch::${at.account}:dashboard/${physicalName}` },
  }),
  "aws:sns/topic:Topic": ({ at, physicalName }) => {
    const topicArn = arn(at, "sns", physicalName);
    return { id: topicArn, state: { arn: topicArn } };
  },
  "aws:s3/bucket:Bucket": ({ at, physicalName }) => ({
    id: physicalName,
    state: {
      arn: `arn:aws:s3:::${physicalName}`,
      bucketDomainName: `${physicalName}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${physicalName}.s3.${at.region}.amazonaws.com`,
    },
  }),
  "aws:ecr/repository:Repository": ({ at, physicalName }) => ({
    id: physicalName,
    state: {
      arn: arn(at, "ecr", `repository/${physicalName}`),
      repositoryUrl: `${at.account}.dkr.ecr.${at.region}.amazonaws.com/${physicalName}`,
      registryId: at.account,
    },
  }),
};

/** Part of a bucket's configuration: it has the bucket's name as its id. */
const partOfBucket: Compute = ({ inputs }) => ({ id: bucketName(inputs.bucket), state: {} });

/** An object without a key has the resource's name as its key. */
const bucketObject: Compute = ({ name, inputs }) => {
  const key = text(inputs.key) || name;
  return { id: key, state: { arn: `arn:aws:s3:::${bucketName(inputs.bucket)}/${key}`, key } };
};

const S3_PARTS: Readonly<Record<string, Compute>> = {
  "aws:s3/bucketObject:BucketObject": bucketObject,
  "aws:s3/bucketObjectv2:BucketObjectv2": bucketObject,
  "aws:s3/bucketPolicy:BucketPolicy": partOfBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": partOfBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": partOfBucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": partOfBucket,
  "aws:s3/bucketVersioning:BucketVersioning": partOfBucket,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": partOfBucket,
};

/** A bucket where its name is meant comes as the bucket itself. */
function bucketName(bucket: unknown): string {
  return typeof bucket === "object" && bucket !== null && "id" in bucket ? text(bucket.id) : text(bucket);
}

/** Which input holds the physical name, where it is not `name`. */
const NAME_INPUT: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "bucket",
  "aws:cloudwatch/dashboard:Dashboard": "dashboardName",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
  "aws:lambda/permission:Permission": "statementId",
};

function alarm(at: Surroundings, name: string): Computed {
  return { id: name, state: { arn: arn(at, "cloudwatch", `alarm:${name}`) } };
}

/** Id and state as the AWS provider would give them: the inputs, the physical name, and what AWS computes. */
export function providerOutputs(resource: Registered): Computed {
  const { type, name, inputs, at } = resource;
  const nameInput = NAME_INPUT[type] ?? "name";
  const prefix = text(inputs[`${nameInput}Prefix`]) || `${name}-`;
  const physicalName = text(inputs[nameInput]) || `${prefix}${suffix(at.project, at.stack, type, name)}`;
  const compute = BY_TYPE[type] ?? S3_PARTS[type] ?? general;
  const { id, state } = compute({ ...resource, physicalName });
  return { id, state: { ...inputs, [nameInput]: physicalName, ...state } };
}

const general: Compute = ({ type, name, physicalName, at }) => {
  const [, module = "", kind = ""] = /^[^:]+:([^:/]+)[^:]*:(.+)$/.exec(type) ?? [];
  const id =
    module === "ec2" ? `${kind.toLowerCase()}-${suffix(at.stack, type, name)}` : suffix(at.stack, type, name);
  return { id, state: { arn: arn(at, module, `${kind.toLowerCase()}/${physicalName}`) } };
};
