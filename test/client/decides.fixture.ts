import { createUsher } from '../../client/index.ts';

/** Another process of the product: decides for whom it is asked, and says what it shows. */
const usher = createUsher({
  mongo: { uri: process.env.MONGODB_URI ?? '', database: process.env.MONGODB_DATABASE ?? '' },
  deadline: 60_000,
});

process.on('message', (user: string) => {
  void usher
    .decide({ user, slots: ['turn'] })
    .then(({ turn }) => process.send?.({ user, title: turn?.items[0]?.title ?? null }));
});
process.on('disconnect', () => void usher.close().then(() => process.exit()));
process.send?.('ready');
