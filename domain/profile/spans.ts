import type { Instant } from '../time/instant.ts';

/** From an instant to another, both included. */
export type Span = readonly [from: Instant, to: Instant];

/** Spans that do not touch, newest first: the union of all that were put in, in whatever order. */
export type Spans = readonly Span[];

/** The spans with another one; those that it touches become one with it. */
export function withSpan(spans: Spans, [from, to]: Span): Spans {
  const apart = spans.filter((each) => each[0] > to || each[1] < from);
  const touched = spans.filter((each) => !apart.includes(each));
  const whole: Span = [
    Math.min(from, ...touched.map((each) => each[0])),
    Math.max(to, ...touched.map((each) => each[1])),
  ];
  const place = apart.findIndex((each) => each[0] < whole[0]);
  return place === -1 ? [...apart, whole] : [...apart.slice(0, place), whole, ...apart.slice(place)];
}

/** Whether an instant is in one of them. */
export function covers(spans: Spans, at: Instant): boolean {
  return spans.some(([from, to]) => from <= at && at <= to);
}
