import { expect } from "chai";
import { readHead } from "../../../../local/aws/http-request.ts";
import { accessOf } from "../../../../local/aws/s3/access.ts";
import { callOf } from "../../../../local/aws/s3/call.ts";

const b = "arn:aws:s3:::b";
const key = `${b}/k`;

function accessFor(request: string, headers: Readonly<Record<string, string>> = {}, body = "") {
  const [method = "", url = ""] = request.split(" ");
  const rawHeaders = Object.entries(headers).flat();
  const head = readHead({ method, url, rawHeaders } as Parameters<typeof readHead>[0]);
  const call = callOf(head);
  const access = accessOf(call, head, Buffer.from(body));
  return { operation: call.operation, access: access.map(({ action, resource }) => `${action} ${resource}`) };
}

describe("What an S3 call must be allowed to do", () => {
  const cases: readonly [request: string, operation: string, ...access: string[]][] = [
    ["GET /", "ListBuckets", `s3:ListAllMyBuckets ${b.replace(/b$/, "*")}`],
    ["PUT /b", "CreateBucket", `s3:CreateBucket ${b}`],
    ["DELETE /b/", "DeleteBucket", `s3:DeleteBucket ${b}`],
    ["HEAD /b", "HeadBucket", `s3:ListBucket ${b}`],
    ["GET /b?prefix=a", "ListObjects", `s3:ListBucket ${b}`],
    ["GET /b?list-type=2", "ListObjectsV2", `s3:ListBucket ${b}`],
    ["GET /b?versions", "ListObjectVersions", `s3:ListBucketVersions ${b}`],
    ["GET /b?uploads", "ListMultipartUploads", `s3:ListBucketMultipartUploads ${b}`],
    ["GET /b?location", "GetBucketLocation", `s3:GetBucketLocation ${b}`],
    ["PUT /b?policy", "PutBucketPolicy", `s3:PutBucketPolicy ${b}`],
    ["DELETE /b?policy", "DeleteBucketPolicy", `s3:DeleteBucketPolicy ${b}`],
    ["GET /b?lifecycle", "GetBucketLifecycleConfiguration", `s3:GetLifecycleConfiguration ${b}`],
    ["DELETE /b?lifecycle", "DeleteBucketLifecycleConfiguration", `s3:PutLifecycleConfiguration ${b}`],
    ["PUT /b?encryption", "PutBucketEncryption", `s3:PutEncryptionConfiguration ${b}`],
    ["GET /b/k", "GetObject", `s3:GetObject ${key}`],
    ["GET /b/k?versionId=1", "GetObject", `s3:GetObjectVersion ${key}`],
    ["HEAD /b/k", "HeadObject", `s3:GetObject ${key}`],
    ["GET /b/k?attributes", "GetObjectAttributes", `s3:GetObjectAttributes ${key}`, `s3:GetObject ${key}`],
    ["GET /b/k?tagging", "GetObjectTagging", `s3:GetObjectTagging ${key}`],
    ["GET /b/k?tagging&versionId=1", "GetObjectTagging", `s3:GetObjectVersionTagging ${key}`],
    ["PUT /b/k", "PutObject", `s3:PutObject ${key}`],
    ["PUT /b/k?acl", "PutObjectAcl", `s3:PutObjectAcl ${key}`],
    ["DELETE /b/k", "DeleteObject", `s3:DeleteObject ${key}`],
    ["DELETE /b/k?versionId=1", "DeleteObject", `s3:DeleteObjectVersion ${key}`],
    ["POST /b/k?uploads", "CreateMultipartUpload", `s3:PutObject ${key}`],
    ["PUT /b/k?partNumber=1&uploadId=u", "UploadPart", `s3:PutObject ${key}`],
    ["POST /b/k?uploadId=u", "CompleteMultipartUpload", `s3:PutObject ${key}`],
    ["DELETE /b/k?uploadId=u", "AbortMultipartUpload", `s3:AbortMultipartUpload ${key}`],
    ["GET /b/k?uploadId=u", "ListParts", `s3:ListMultipartUploadParts ${key}`],
  ];
  for (const [request, operation, ...access] of cases) {
    it(`${request} is ${operation}`, () => {
      expect(accessFor(request)).to.deep.equal({ operation, access });
    });
  }

  const withHeaders: readonly [request: string, header: Record<string, string>, ...access: string[]][] = [
    [
      "PUT /b/k",
      { "x-amz-copy-source": "/other/a%20b" },
      "s3:GetObject arn:aws:s3:::other/a b",
      `s3:PutObject ${key}`,
    ],
    [
      "PUT /b/k",
      { "x-amz-copy-source": "other/a?versionId=1" },
      "s3:GetObjectVersion arn:aws:s3:::other/a",
      `s3:PutObject ${key}`,
    ],
    [
      "PUT /b/k?partNumber=1&uploadId=u",
      { "x-amz-copy-source": "other/a" },
      "s3:GetObject arn:aws:s3:::other/a",
      `s3:PutObject ${key}`,
    ],
    ["PUT /b/k", { "x-amz-tagging": "a=b" }, `s3:PutObject ${key}`, `s3:PutObjectTagging ${key}`],
    ["PUT /b/k", { "x-amz-acl": "public-read" }, `s3:PutObject ${key}`, `s3:PutObjectAcl ${key}`],
    ["PUT /b/k", { "if-match": '"e"' }, `s3:PutObject ${key}`, `s3:GetObject ${key}`],
  ];
  for (const [request, headers, ...access] of withHeaders) {
    it(`${request} with ${JSON.stringify(headers)}`, () => {
      expect(accessFor(request, headers).access).to.deep.equal(access);
    });
  }

  it("asks for each key of DeleteObjects, as a parser of XML reads it", () => {
    const body =
      "<Delete><Object><Key>a&amp;b</Key></Object><Object><Key><![CDATA[c<d]]></Key></Object></Delete>";
    expect(accessFor("POST /b?delete", {}, body).access).to.deep.equal([
      `s3:DeleteObject ${b}/a&b`,
      `s3:DeleteObject ${b}/c<d`,
    ]);
  });

  const malformed = [
    "",
    "<Delete>",
    "<Delete></Delete>",
    "<Delete><Object><Key></Key></Object></Delete>",
    `<Delete>${"<Object><Key>a</Key></Object>".repeat(1001)}</Delete>`,
  ];
  for (const body of malformed) {
    it(`refuses to delete by ${body.slice(0, 60)} of ${body.length} characters`, () => {
      expect(() => accessFor("POST /b?delete", {}, body)).to.throw(
        "The XML you provided was not well-formed",
      );
    });
  }

  it("refuses a copy source without a key", () => {
    for (const source of ["other", "/other/", "other/%FF"]) {
      expect(() => accessFor("PUT /b/k", { "x-amz-copy-source": source })).to.throw(
        "Copy Source must mention",
      );
    }
  });
});
