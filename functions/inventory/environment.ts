import { required } from "../shared/config.ts";

/** Read as the function starts, though the bucket is not needed before the first download. */
export const TableName = required("TABLE_NAME");
export const Bucket = required("S3_BUCKET");
