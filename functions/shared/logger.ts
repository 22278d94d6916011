import { Logger } from "@aws-lambda-powertools/logger";

/** The function's structured logger: JSON lines, level from `LOG_LEVEL`, service from `POWERTOOLS_SERVICE_NAME`. */
export const logger = new Logger();
