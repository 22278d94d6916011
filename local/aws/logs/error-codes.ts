/** Input that is not as CloudWatch Logs' API has it. */
export const INVALID = "InvalidParameterException";
