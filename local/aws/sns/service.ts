import type { Topics } from "../../telemetry/notifications/topics.ts";
import { OperationService } from "../protocols/operation-service.ts";
import { queryWire } from "../protocols/query-wire.ts";
import { snsOperations } from "./operations.ts";

const wire = queryWire("http://sns.amazonaws.com/doc/2010-03-31/");

/** SNS: https://docs.aws.amazon.com/sns/latest/api/ */
export class SnsService extends OperationService {
  constructor(topics: Topics) {
    super({
      signingName: "sns",
      actionPrefix: "sns",
      wireOf: () => wire,
      operations: new Map(snsOperations(topics)),
    });
  }
}
