import { ServiceError } from "../shared/error-response.ts";

/** Who asks is not known, or not known any more. */
export class Unauthorized extends ServiceError {
  override readonly name = "Unauthorized";

  constructor(
    message:
      | "Invalid username or password"
      | "Account is not active"
      | "Invalid or expired token"
      | "Invalid refresh token"
      | "Invalid token type"
      | "Token has expired"
      | "Refresh token has expired",
  ) {
    super(401, message);
  }
}

/** The token is good, but its user is gone. */
export class UserNotFound extends ServiceError {
  override readonly name = "UserNotFound";

  constructor() {
    super(404, "User not found");
  }
}
