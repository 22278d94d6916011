/** Input that is not as CloudWatch's API has it. */
export const INVALID = "InvalidParameterValueException";
