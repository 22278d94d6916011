/**
 * Lambda refuses an answer whose JSON passes 6 MB, and a body is text inside of that JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LAMBDA_ANSWER_BYTES = 6 * 1024 * 1024;

/** Most bytes of a JSON body. In the answer it is JSON inside of JSON: quotes and backslashes double. */
export const JSON_BODY_BYTES = LAMBDA_ANSWER_BYTES / 2 - 64 * 1024;

/** Most bytes of a file in an answer: base64 makes four of three, and headers need room too. */
export const FILE_BYTES = 4.4 * 1024 * 1024;
