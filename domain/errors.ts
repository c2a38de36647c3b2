/** One row per error a person or a program can meet. `docs/errors.md` lists the same rows; a test holds them together. */
export interface ErrorKind {
  /** HTTP status of an API that answers with it. */
  readonly status: number;
  /** Whether the same request may succeed later without being changed. */
  readonly retry: boolean;
  readonly meaning: string;
}

const kinds = {
  CONFIGURATION_INVALID: {
    status: 500,
    retry: false,
    meaning: 'a configuration variable is unknown, missing or wrong',
  },
  USAGE: { status: 400, retry: false, meaning: 'a command was called with arguments it does not take' },
  FILE_UNREADABLE: { status: 400, retry: false, meaning: 'a file that was named is not there or cannot be read' },
  FILE_UNWRITABLE: { status: 400, retry: false, meaning: 'a file that was named cannot be written' },
  WORKSPACE_INVALID: { status: 400, retry: false, meaning: 'a workspace has problems and was not published' },
  SERVER_UNREACHABLE: { status: 503, retry: true, meaning: 'a server that is needed does not answer' },
  RECONCILE_REFUSED: {
    status: 409,
    retry: false,
    meaning: 'Temporal knows hardly any of the open visits, and nothing was mended',
  },
  EVENT_INVALID: { status: 400, retry: false, meaning: 'an event is not a message that Usher understands' },
  TRAIT_TYPE: { status: 400, retry: false, meaning: 'an event tells a declared trait that is not of its type' },
  EVENT_TOO_LARGE: { status: 413, retry: false, meaning: 'an event is larger or more deeply nested than is kept' },
  EVENT_TOO_OLD: { status: 400, retry: false, meaning: 'an event is older than events are kept' },
  EVENT_IN_FUTURE: { status: 400, retry: false, meaning: 'an event claims to happen more than a day from now' },
  EVENT_CONFLICT: { status: 409, retry: false, meaning: 'a messageId was used before for another event' },
  USER_UNKNOWN: { status: 404, retry: false, meaning: 'nothing is known of this user' },
  USER_FORGOTTEN: { status: 410, retry: false, meaning: 'this user was forgotten, and nothing is taken in' },
  USER_TOO_LARGE: { status: 413, retry: false, meaning: "an event that the user's document has no room for" },
  USER_BUSY: { status: 503, retry: true, meaning: 'too many writers change one user at the same time' },
  RATE_BUSY: { status: 503, retry: true, meaning: 'too many processes book turns of one channel at the same time' },
  LINK_INVALID: { status: 403, retry: false, meaning: 'a link is not one that was signed here, or not whole' },
  LINK_EXPIRED: { status: 410, retry: false, meaning: 'a link is older than it is good for' },
  TOKEN_INVALID: { status: 403, retry: false, meaning: "a token of a decision is not whole, or not this user's" },
  TOKEN_EXPIRED: { status: 410, retry: false, meaning: 'a token of a decision is older than it is good for' },
  PROVIDER_UNKNOWN: { status: 404, retry: false, meaning: 'a mail provider whose reports nobody here can read' },
  SIGNATURE_INVALID: {
    status: 401,
    retry: false,
    meaning: 'a request does not prove who sends it, or was signed too long ago',
  },
  REQUEST_INVALID: { status: 400, retry: false, meaning: 'a request is not of the form expected there' },
  REQUEST_TOO_LARGE: { status: 413, retry: false, meaning: 'a request is larger than is read' },
  PAGE_UNKNOWN: { status: 404, retry: false, meaning: 'an address at which nothing is' },
  TOO_MANY_REQUESTS: { status: 429, retry: true, meaning: 'the same request came too often within a minute' },
  UNEXPECTED: { status: 500, retry: true, meaning: 'something that nobody expected; the log says what' },
  COMMAND_INVALID: {
    status: 400,
    retry: false,
    meaning: 'a command lacks something, or has something it does not take',
  },
  COMMAND_REFUSED: { status: 409, retry: false, meaning: 'a command means nothing where the enrolment stands now' },
  STEP_UNKNOWN: {
    status: 404,
    retry: false,
    meaning: 'a command, or a question who is there, names a step that the journey does not have',
  },
  ENROLMENT_CLOSED: { status: 409, retry: false, meaning: 'an enrolment is over, no command can change it' },
  ENROLMENT_STARTING: {
    status: 503,
    retry: true,
    meaning: 'an enrolment is about to start and takes no command yet',
  },
  ENROLMENT_UNKNOWN: { status: 404, retry: false, meaning: 'the user was never in this journey, or not with this key' },
  JOURNEY_UNKNOWN: { status: 404, retry: false, meaning: 'a journey that the current release does not have' },
  TEMPLATE_UNKNOWN: {
    status: 404,
    retry: false,
    meaning: 'a template that neither the current release nor one of the user has',
  },
  REFRESH_MISSING: {
    status: 404,
    retry: false,
    meaning: 'a refresh is to be paused or resumed, and none is under way',
  },
  RELEASE_MISSING: { status: 404, retry: false, meaning: 'a release that is needed was never published here' },
  FILE_UNEXPECTED: { status: 422, retry: false, meaning: 'a workspace holds a file or folder that means nothing' },
  FILE_MISSING: { status: 422, retry: false, meaning: 'a workspace lacks a file it needs' },
  FILE_TOO_LARGE: {
    status: 422,
    retry: false,
    meaning: 'an authored file is larger or more deeply nested than is read',
  },
  YAML_INVALID: { status: 422, retry: false, meaning: 'an authored file is not valid YAML 1.2' },
  KEY_UNKNOWN: { status: 422, retry: false, meaning: 'an authored mapping has a key that means nothing there' },
  KEY_MISSING: { status: 422, retry: false, meaning: 'an authored mapping lacks a key it needs' },
  VALUE_INVALID: { status: 422, retry: false, meaning: 'an authored value is not of the form expected there' },
  NAME_UNKNOWN: { status: 422, retry: false, meaning: 'an authored name is declared nowhere in the workspace' },
  NOT_YET: { status: 422, retry: false, meaning: 'a part of the language that this version does not support yet' },
  STEP_KIND: { status: 422, retry: false, meaning: 'a step has no kind, or more than one' },
  STEP_ID: { status: 422, retry: false, meaning: 'two steps have one id, or a step names nothing to derive one from' },
  STEP_UNREACHABLE: { status: 422, retry: false, meaning: 'a step stands where no user can come' },
  STEP_IDLE: { status: 422, retry: false, meaning: 'a step, or a part of one, has no effect on anyone' },
  LOOP_UNPACED: { status: 422, retry: false, meaning: 'a loop whose rounds would follow each other at once' },
  ENTRY_ENDS: {
    status: 422,
    retry: false,
    meaning: 'whoever enters by this event is out at once; a warning where there are other ways in',
  },
  START_EXCLUSIVE: {
    status: 422,
    retry: false,
    meaning: 'warning: a journey starts one that lets nobody in while it goes on',
  },
  START_CYCLE: { status: 422, retry: false, meaning: 'journeys start each other in a circle' },
  STATE_TOO_LARGE: { status: 422, retry: false, meaning: 'an enrolment in a journey could not be kept small' },
  WAIT_MILESTONE: {
    status: 422,
    retry: false,
    meaning: "warning: a wait for a milestone's event does not see what was done before it",
  },
  WAIT_NUDGE: {
    status: 422,
    retry: false,
    meaning: 'warning: a wait for a click or an opening that nobody is told of',
  },
  REPEAT_FRESH: {
    status: 422,
    retry: false,
    meaning: 'warning: a repeat comes round before its template may go out again',
  },
  POLICY_FORGETS: { status: 422, retry: false, meaning: 'warning: the caps count more nudges of a user than are kept' },
  POLICY_IDLE: { status: 422, retry: false, meaning: 'warning: a part of the policy has no effect on anyone' },
  CATEGORY_UNLISTED: {
    status: 422,
    retry: false,
    meaning: "warning: the preference page does not offer a template's category",
  },
  EVENT_CYCLE: { status: 422, retry: false, meaning: 'named events come after each other in a circle' },
  RULE_UNREACHABLE: {
    status: 422,
    retry: false,
    meaning: 'warning: a rule that nobody can come to, since others take everybody whom it is for',
  },
  RULE_SAME: { status: 422, retry: false, meaning: 'warning: a rule comes to the same as the one before it' },
  AUDIENCE_EMPTY: { status: 422, retry: false, meaning: 'warning: a rule is for none of the users of today' },
  AUDIENCE_SMALL: { status: 422, retry: false, meaning: 'warning: a rule is for fewer users than its min_audience' },
  SEGMENT_CYCLE: { status: 422, retry: false, meaning: 'segments are defined by each other' },
  TEMPLATE_INVALID: { status: 422, retry: false, meaning: 'a template is not valid MJML or Liquid' },
  TEMPLATE_UNSAFE: { status: 422, retry: false, meaning: 'a template could let a value become markup or a script' },
  TEMPLATE_UNUSED: { status: 422, retry: false, meaning: 'warning: a template is sent by no journey' },
  CONTENT_UNUSED: { status: 422, retry: false, meaning: 'warning: an item of content is shown by no slot' },
  CONTENT_STALE: { status: 422, retry: false, meaning: 'warning: an item of content is past its review date' },
  CONDITION_INVALID: { status: 422, retry: false, meaning: 'a condition is not a mapping of facts and operators' },
  CONDITION_TOO_LARGE: {
    status: 422,
    retry: false,
    meaning: 'a condition is larger or more deeply nested than is read',
  },
  CONDITION_NEWBORNS: {
    status: 422,
    retry: false,
    meaning: 'warning: a condition also matches who has only just come',
  },
  CONDITION_WHOLE_DAYS: { status: 422, retry: false, meaning: 'warning: more than 20 times are counted in whole days' },
  CONDITION_EMPTY_LIST: { status: 422, retry: false, meaning: 'warning: a comparison with an empty list' },
  FACT_UNKNOWN: { status: 422, retry: false, meaning: 'a condition names a fact that is declared nowhere' },
  OPERATOR_UNKNOWN: { status: 422, retry: false, meaning: 'an operator is unknown, or means nothing in its place' },
  OPERATOR_REFUSED: { status: 422, retry: false, meaning: 'an operator of MongoDB that is left out on purpose' },
  OPERAND_INVALID: {
    status: 422,
    retry: false,
    meaning: 'an operand is not of the type of the fact it is compared with',
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof kinds;
export const errorKinds: Readonly<Record<ErrorCode, ErrorKind>> = kinds;

/** The one error class: a code of the table, and a message that says what was found, where, and what was expected. */
export class UsherError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsherError';
    this.code = code;
  }
}
