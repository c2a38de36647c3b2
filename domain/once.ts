/**
 * A function that computes its answer once for each thing it is asked about, and keeps it as long as that thing: for
 * what a release's programs and conditions say of themselves, which is asked with every event of every user.
 */
export function oncePer<Thing extends object, Answer>(compute: (thing: Thing) => Answer): (thing: Thing) => Answer {
  const answers = new WeakMap<Thing, Answer>();
  return (thing) => {
    const known = answers.get(thing);
    if (known !== undefined) return known;
    const answer = compute(thing);
    answers.set(thing, answer);
    return answer;
  };
}
