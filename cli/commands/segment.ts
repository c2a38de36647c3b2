import type { Command } from 'commander';
import { output } from '../output.ts';
import { asking } from '../segment/asking.ts';
import { countSegment } from '../segment/counted.ts';
import { listSegments } from '../segment/listed.ts';
import { meetSegment } from '../segment/met.ts';
import { sizeSegment } from '../segment/sized.ts';
import { countText, listingText, metText, sizedText } from '../segment/text.ts';

interface Options {
  readonly json?: true;
  readonly at?: string;
}

export function addSegment(program: Command): void {
  const group = program
    .command('segment')
    .description('who is in a segment of the published release, how many, and why')
    .addHelpText('after', '\nCounted by what the database knows of users now, at the time of its clock.');
  group
    .command('list')
    .description('every segment, how many users are in it, and what asks for it')
    .option('--json', 'print the same as data')
    .action(list);
  group
    .command('count')
    .description('how many users are in a segment')
    .argument('<segment>', 'its name in segments.yaml')
    .option('--at <date>', 'as of a date or a time, in the zone of the workspace, by what is known of users now')
    .option('--json', 'print the same as data')
    .action(count);
  group
    .command('explain')
    .description('what a segment says and for how many each clause holds; of a user, what each clause met')
    .argument('<segment>', 'its name in segments.yaml')
    .argument('[user]', 'a user id')
    .option('--json', 'print the same as data')
    .addHelpText(
      'after',
      `
alone is for how many users a clause holds by itself; so far, for how many together with the clauses before it in its
list: all of them, any of them or none of them, as the list says. A segment within a segment is a list of its own.`,
    )
    .action(explain);
}

async function list({ json }: Options): Promise<void> {
  await asking(async (asked) => {
    const listing = await listSegments(asked);
    if (json) output.json(listing);
    else output.say(listingText(listing, asked.release.content.settings.zone));
  });
}

async function count(segment: string, { at, json }: Options): Promise<void> {
  await asking(async (asked) => {
    const counted = await countSegment(asked, segment, at);
    if (json) output.json(counted);
    else output.say(countText(counted, asked.release.content.settings.zone));
  });
}

async function explain(segment: string, user: string | undefined, { json }: Options): Promise<void> {
  await asking(async (asked) => {
    if (user === undefined) {
      const sized = await sizeSegment(asked, segment);
      if (json) output.json(sized);
      else output.say(sizedText(sized, asked.release.content.settings.zone));
      return;
    }
    const met = await meetSegment(asked, segment, user);
    if (json) output.json(met);
    else output.say(metText(met));
  });
}
