import type { S3Client } from "@aws-sdk/client-s3";
import * as v from "valibot";
import { operatorCredentials } from "../../aws/credentials.ts";
import { bucketTypes } from "../../aws/s3/declared-buckets.ts";
import { ofType } from "../../program/declared.ts";
import { ConsoleError } from "../http/console-error.ts";
import type { ServedCloud } from "../served-cloud.ts";
import type { ObjectPage } from "./object-page.ts";

export const ListRequest = v.object({
  prefix: v.optional(v.string(), ""),
  /** Where an earlier answer ended. */
  next: v.optional(v.string()),
});

const PAGE = 100;

/** The declared buckets as clients of S3 see them: through the AWS endpoint. */
export class Buckets {
  readonly #cloud: ServedCloud;
  #client: S3Client | undefined;

  constructor(cloud: ServedCloud) {
    this.#cloud = cloud;
  }

  get names(): string[] {
    const { declared } = this.#cloud;
    if (!declared) return [];
    return bucketTypes.flatMap((type) =>
      ofType(declared, type).map(({ outputs, name }) => String(outputs.bucket ?? name)),
    );
  }

  /** @throws ConsoleError when there is no such bucket, or S3 refuses */
  async list(bucket: string, { prefix, next }: v.InferOutput<typeof ListRequest>): Promise<ObjectPage> {
    if (!this.names.includes(bucket))
      throw new ConsoleError(404, `The program declares no bucket "${bucket}".`);
    // Loaded when somebody looks at a bucket: it takes longer than the rest of the console.
    const { ListObjectsV2Command, S3ServiceException } = await import("@aws-sdk/client-s3");
    const client = await this.#s3();
    try {
      const answer = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          Delimiter: "/",
          MaxKeys: PAGE,
          ...(next !== undefined && { ContinuationToken: next }),
        }),
      );
      return {
        folders: (answer.CommonPrefixes ?? []).flatMap((one) => one.Prefix ?? []),
        objects: (answer.Contents ?? []).map(({ Key = "", Size = 0, LastModified }) => ({
          key: Key,
          bytes: Size,
          modifiedAt: LastModified?.getTime() ?? 0,
        })),
        ...(answer.NextContinuationToken !== undefined && { next: answer.NextContinuationToken }),
      };
    } catch (error) {
      if (error instanceof S3ServiceException) throw new ConsoleError(502, `${error.name}: ${error.message}`);
      throw error;
    }
  }

  stop(): void {
    this.#client?.destroy();
  }

  async #s3(): Promise<S3Client> {
    const { S3Client } = await import("@aws-sdk/client-s3");
    this.#client ??= new S3Client({
      endpoint: this.#cloud.awsEndpoint,
      region: this.#cloud.declared?.region ?? "us-east-1",
      forcePathStyle: true,
      credentials: operatorCredentials,
    });
    return this.#client;
  }
}
