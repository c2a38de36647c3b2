import { createDecisions } from '../../client/index.ts';

/** Another process of the product: decides for whom it is asked, and says what it shows. */
const decisions = createDecisions({
  mongo: { uri: process.env.MONGODB_URI ?? '', database: process.env.MONGODB_DATABASE ?? '' },
  deadline: 60_000,
});

process.on('message', (user: string) => {
  void decisions
    .decide({ user, slots: ['turn'] })
    .then(({ turn }) => process.send?.({ user, title: turn?.items[0]?.title ?? null }));
});
process.on('disconnect', () => void decisions.close().then(() => process.exit()));
process.send?.('ready');
