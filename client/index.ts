export { createUsher, usherOver, type Usher } from './usher.ts';
export { createDecisions, type Decisions, type DecisionSettings } from './decisions.ts';
export type { Decide, Decision } from './decide.ts';
export type { DecideRequest } from './request.ts';
export type { Seen } from './seen.ts';
export { openContext, type OpenContext, type UsherContext } from './context.ts';
export { optionsFrom, type TlsFiles, type UsherOptions } from './options.ts';
export { UsherError, errorKinds, type ErrorCode, type ErrorKind } from '../domain/errors.ts';

export { track, type Track } from './track.ts';
export { identify, type Identify } from './identify.ts';
export { alias, type Alias } from './alias.ts';
export type { Receipt } from '../ingest/index.ts';

export { enrol, type Enrol, type Enrolled } from './enrol.ts';
export { leave } from './leave.ts';
export { pause } from './pause.ts';
export { resume } from './resume.ts';
export { skip } from './skip.ts';
export { move, type Move } from './move.ts';
export { resend, type Resend } from './resend.ts';
export type { CommandAnswer, CommandInput } from './command.ts';

export { inspect, type Done, type Inspection } from './inspect.ts';
export { explain } from './explain.ts';
export type { Explanation, Line, Standing } from './explain/explanation.ts';
export { journeys, type Journey } from './journeys.ts';
export { nudges } from './nudges.ts';
export type { NudgeRecord } from '../store/nudges.ts';
export { exportUser, type Exported, type UserExport } from './export.ts';
export { forget, type Forgetful, type Forgotten } from './forget.ts';
export { list, type List, type Listed, type Page } from './list.ts';
export { log, type Log } from './log.ts';
export type { AuditEntry, Deed, Target } from '../domain/audit/entry.ts';
