import { OperationService } from "../protocols/operation-service.ts";
import { type TraceSource, xrayOperations } from "./operations.ts";
import { xrayWire } from "./wire.ts";

/** X-Ray: https://docs.aws.amazon.com/xray/latest/api/ */
export class XRayService extends OperationService {
  constructor(source: TraceSource) {
    super({
      signingName: "xray",
      actionPrefix: "xray",
      wireOf: () => xrayWire,
      operations: new Map(xrayOperations(source)),
    });
  }
}
