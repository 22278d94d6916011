/** Marks an image that a Lambda alias serves: `live-<stack>-<version>`. */
export const LIVE_TAG_PREFIX = "live-";

const KEPT_TAGGED_IMAGES = 10;
const UNTAGGED_DAYS = 14;
/** More than a repository will ever have: the rule expires nothing, it only keeps its images from lower rules. */
const NEVER_REACHED = 9999;

const expire = { type: "expire" };

/**
 * Keeps what Lambda serves, the last ten tagged images, and untagged ones for two weeks. ECR does not know which images
 * Lambda uses, and a function whose image has expired fails. An image that matches a rule can't be expired by a rule
 * of lower priority, so the first one protects.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export const imageLifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: "Keep images that an alias serves",
      selection: {
        tagStatus: "tagged",
        tagPatternList: [`${LIVE_TAG_PREFIX}*`],
        countType: "imageCountMoreThan",
        countNumber: NEVER_REACHED,
      },
      action: expire,
    },
    {
      rulePriority: 2,
      description: `Keep the last ${KEPT_TAGGED_IMAGES} tagged images`,
      selection: {
        tagStatus: "tagged",
        tagPatternList: ["*"],
        countType: "imageCountMoreThan",
        countNumber: KEPT_TAGGED_IMAGES,
      },
      action: expire,
    },
    {
      rulePriority: 3,
      description: `Expire untagged images after ${UNTAGGED_DAYS} days`,
      selection: {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: UNTAGGED_DAYS,
      },
      action: expire,
    },
  ],
});
