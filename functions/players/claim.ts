import type { Player } from "./player.ts";

/** A marker item: as long as it is there, the name or the address in its key is this player's. */
export interface Claim {
  /** `username#…` or `email#…`, see {@link claimKey}. */
  readonly claim: string;
  readonly player_id: string;
}

/**
 * The key that all spellings of a username or an email share: case, width and composition of characters make no other
 * name. https://unicode.org/reports/tr15/
 */
export function claimKey(kind: "username" | "email", text: string): string {
  return `${kind}#${text.normalize("NFKC").toLowerCase()}`;
}

/** What a player claims, username first. */
export function claimsOf({ player_id, username, email }: Player): { username: Claim; email: Claim } {
  return {
    username: { claim: claimKey("username", username), player_id },
    email: { claim: claimKey("email", email), player_id },
  };
}
