import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { createEngine } from '../../domain/template/engine.ts';
import { createFill, isLiquidError } from '../../domain/template/fill.ts';
import { type Use, variablesOf } from '../../domain/template/variables.ts';
import { undeclared } from './declared.ts';
import type { Finding } from './finding.ts';
import { liquidFinding } from './liquid-error.ts';
import { localsOf, type Output, outputsOf, within } from './liquid-pieces.ts';
import { sampleData } from './sample-data.ts';

export interface LiquidCheck {
  /** Whether it is Liquid at all. */
  readonly valid: boolean;
  readonly findings: readonly Finding[];
  /** The variables used, as far as they could be read, each once, sorted: `traits.plan`. */
  readonly variables: readonly string[];
}

/** Parses Liquid, and checks that every variable is declared and that it can be filled at all. */
export function checkLiquid(text: string, vocabulary: Vocabulary): LiquidCheck {
  const uses = usesIn(text);
  if (uses instanceof Error) return checkOutputs(text, uses, vocabulary);
  const findings = uses.flatMap((use) => findingOf(use, vocabulary));
  const filled = findings.length === 0 ? unfillable(text, vocabulary) : [];
  return { valid: true, findings: [...findings, ...filled], variables: namesOf(uses) };
}

/** The variables of a text, or why it is no Liquid. */
function usesIn(text: string): readonly Use[] | Error {
  const engine = createEngine('en', 'text');
  try {
    return variablesOf(engine, engine.parse(text));
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** One slip hides nothing: of a text that is no Liquid as a whole, every output is looked at by itself. */
function checkOutputs(text: string, error: Error, vocabulary: Vocabulary): LiquidCheck {
  const outputs = outputsOf(text);
  const locals = localsOf(text);
  const uses = outputs.flatMap(usesOfOutput).filter(({ path }) => !locals.has(path?.[0] ?? ''));
  const findings = [liquidFinding(error), ...outputs.flatMap(slipIn), ...uses.flatMap((use) => findingOf(use, vocabulary))]; // prettier-ignore
  return { valid: false, findings, variables: namesOf(uses) };
}

function slipIn({ forms: [whole = ''], position }: Output): readonly Finding[] {
  const uses = usesIn(whole);
  if (!(uses instanceof Error)) return [];
  const finding = liquidFinding(uses);
  return [{ ...finding, ...within(position, finding) }];
}

function usesOfOutput({ forms, position }: Output): readonly Use[] {
  const uses = forms.map(usesIn).find((each) => !(each instanceof Error)) ?? [];
  return uses instanceof Error ? [] : uses.map((use) => ({ ...use, ...within(position, use) }));
}

function namesOf(uses: readonly Use[]): readonly string[] {
  return [...new Set(uses.flatMap(({ path }) => (path === null ? [] : [path.join('.')])))].sort();
}

function findingOf({ path, line, column }: Use, vocabulary: Vocabulary): readonly Finding[] {
  const place = { line, column };
  if (path === null) {
    const message = 'found a variable inside brackets, expected a name that can be checked, such as traits.plan';
    return [{ code: 'TEMPLATE_INVALID', message, ...place }];
  }
  const message = undeclared(path, vocabulary);
  return message === null ? [] : [{ code: 'NAME_UNKNOWN', message, ...place }];
}

/** What nobody's facts would mend: a loop too long, a filter that lacks an argument. */
function unfillable(text: string, vocabulary: Vocabulary): readonly Finding[] {
  try {
    createFill({}, 'en', sampleData(vocabulary))(text, 'text');
    return [];
  } catch (error) {
    if (!isLiquidError(error)) throw error;
    // Parts of an event's property are there for some: it is empty here.
    return error.name === 'UndefinedVariableError' ? [] : [liquidFinding(error)];
  }
}
