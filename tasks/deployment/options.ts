import { HELP_OPTION, SERVICE_OPTIONS, STACK_OPTIONS } from "../command-line.ts";

export const USAGE = `Deploys a stack with Pulumi: builds the images, pushes them, moves the aliases.

Usage: npm run deploy -- [options]

  --stack NAME          the stack, as --environment or --stage too      (default: dev)
  --service NAME        these services alone, repeated, by commas or by spaces; prints what that touches
                                                                        (default: the whole program)
  --tag TAG             tag the deployed images in ECR; the commit is a tag already where nothing is uncommitted
  --no-build            deploy the images in ECR that have --tag, instead of building: no Docker is needed
  --config KEY=VALUE    a setting that wins over the stack's file, for this time; may be repeated
  --policy-pack PATH    check the program against a policy pack
  --canary PERCENT      give new versions this share of the traffic first; roll back when an alarm fires
  --watch TIME          for how long, such as 90s, 10m or 1h            (default: 10m)
  --roll-back           take new versions out of the traffic: after a canary release that was cut short
  --yes                 do not ask
  --help                this text

Instead of deploying:
  --check               test what a deployment needs, and stop
  --preview             show what would change; with --markdown, as a comment of a pull request
  --drift               fail if something in AWS is not as it was deployed

Examples:
  npm run deploy -- --check
  npm run deploy -- --tag v1.0.0 --stack dev
  npm run deploy -- --tag v1.0.0 --no-build --stack prod --canary 10 --watch 10m
  npm run deploy -- --service idp
`;

export const OPTIONS = {
  ...STACK_OPTIONS,
  ...SERVICE_OPTIONS,
  ...HELP_OPTION,
  tag: { type: "string" },
  build: { type: "boolean", default: true },
  config: { type: "string", multiple: true, default: [] as string[] },
  "policy-pack": { type: "string" },
  canary: { type: "string" },
  watch: { type: "string", default: "10m" },
  "roll-back": { type: "boolean", default: false },
  yes: { type: "boolean", short: "y", default: false },
  check: { type: "boolean", default: false },
  preview: { type: "boolean", default: false },
  markdown: { type: "boolean", default: false },
  drift: { type: "boolean", default: false },
} as const;
