import { randomBytes } from "node:crypto";
import { accountId, nameOf } from "../arn.ts";

/** Who calls. */
export interface Caller {
  readonly arn: string;
  /** As `aws:userid` and `sts get-caller-identity` give it. */
  readonly userId: string;
  /** The role whose policies decide; absent for the account's operator, whom no policy limits. */
  readonly role?: { readonly name: string; readonly arn: string };
  /** The function that the credentials were minted for. */
  readonly functionName?: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Absent for long-term credentials. */
  readonly sessionToken?: string;
  readonly caller: Caller;
}

/** What a function finds in its environment. */
export type SessionCredentials = Required<Omit<Credentials, "caller">>;

/** The account's operator: the developer at this machine. */
export const operator: Caller = { arn: `arn:aws:iam::${accountId}:root`, userId: accountId };

/** The operator's credentials, which every emulator after LocalStack's model takes. */
export const operatorCredentials = { accessKeyId: "test", secretAccessKey: "test" } as const;

/** What stands for a caller whose signature was not accepted. */
export const anonymous = "anonymous";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The credentials of the local cloud: the operator's, and session credentials of a role for each function. Those are
 * random, kept in memory only, and end with the process.
 */
export class CredentialStore {
  readonly #byAccessKeyId = new Map<string, Credentials>([
    [operatorCredentials.accessKeyId, { ...operatorCredentials, caller: operator }],
  ]);
  readonly #bySession = new Map<string, Credentials & SessionCredentials>();

  /**
   * Session credentials of a role, as Lambda gives them to a function: the session is called as the function.
   * Asked again for the same two, it gives the same ones.
   */
  credentialsFor(roleArn: string, functionName: string): SessionCredentials {
    const session = `${roleArn} ${functionName}`;
    const credentials = this.#bySession.get(session) ?? mint(roleArn, functionName);
    this.#bySession.set(session, credentials);
    this.#byAccessKeyId.set(credentials.accessKeyId, credentials);
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    return { accessKeyId, secretAccessKey, sessionToken };
  }

  find(accessKeyId: string): Credentials | undefined {
    return this.#byAccessKeyId.get(accessKeyId);
  }
}

function mint(roleArn: string, functionName: string): Credentials & SessionCredentials {
  const role = { name: nameOf(roleArn), arn: roleArn };
  return {
    accessKeyId: uniqueId("ASIA"),
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: randomBytes(96).toString("base64"),
    caller: {
      arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${functionName}`,
      userId: `${uniqueId("AROA")}:${functionName}`,
      role,
      functionName,
    },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
function uniqueId(prefix: "ASIA" | "AROA"): string {
  return prefix + Array.from(randomBytes(16), (byte) => base32[byte % base32.length]).join("");
}
