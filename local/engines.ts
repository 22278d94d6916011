import type { DynamoDbEngine } from "./aws/dynamodb/engine.ts";
import { type EngineOptions, startDynamoDbEngine } from "./aws/dynamodb/engine-resolution.ts";
import type { S3Engine } from "./aws/s3/engine.ts";
import { FauxqsEngine } from "./aws/s3/fauxqs/fauxqs-engine.ts";

export interface EnginesOptions extends Omit<EngineOptions, "dataDir"> {
  /** Absolute path of the folder that keeps the data of this run. */
  readonly dataDir: string;
  /** Whether it is a folder that goes away with the run: tables are in memory then. */
  readonly ephemeral: boolean;
}

/** The engines that hold the data: DynamoDB's starts at once, S3's with its first request. */
export class Engines {
  /** Rejects with a LocalError when there is none. */
  readonly dynamodb: Promise<DynamoDbEngine>;
  readonly s3: S3Engine;

  constructor({ ephemeral, dataDir, ...options }: EnginesOptions) {
    this.dynamodb = startDynamoDbEngine({ ...options, ...(!ephemeral && { dataDir }) });
    this.s3 = new FauxqsEngine({ ...options, dataDir });
  }

  /** Ends them; what they have acknowledged is stored. */
  async stop(): Promise<void> {
    const dynamodb = await this.dynamodb.catch(() => undefined);
    await Promise.all([dynamodb?.stop(), this.s3.stop()]);
  }
}
