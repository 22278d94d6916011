/**
 * What S3 takes for a bucket's name, but for dots: `https://my.files.s3.amazonaws.com` suits no certificate of S3's.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const BUCKET_NAME =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/;
