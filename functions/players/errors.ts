import { ServiceError } from "../shared/error-response.ts";

/** No player has this id. */
export class PlayerNotFound extends ServiceError {
  override readonly name = "PlayerNotFound";

  constructor(id: string) {
    super(404, `Player with ID '${id}' not found`);
  }
}

/** The player is there, the statistics are not. */
export class StatsNotFound extends ServiceError {
  override readonly name = "StatsNotFound";

  constructor(id: string) {
    super(404, `Stats for player '${id}' not found`);
  }
}

/** Another player has the username, in this or another spelling. */
export class UsernameTaken extends ServiceError {
  override readonly name = "UsernameTaken";

  constructor(username: string) {
    super(409, `Username '${username}' already exists`);
  }
}

/** Another player has the email address, in this or another spelling. */
export class EmailTaken extends ServiceError {
  override readonly name = "EmailTaken";

  constructor(email: string) {
    super(409, `Email '${email}' already exists`);
  }
}
