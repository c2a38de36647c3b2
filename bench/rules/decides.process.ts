import { createDecisions } from '../../client/index.ts';

/** Another process of the product: decides for whom it is asked, and says what it shows. */
const [uri = '', database = ''] = process.argv.slice(2);
const usher = createDecisions({ mongo: { uri, database }, deadline: 60_000 });

process.on('message', (user: string) => {
  void usher
    .decide({ user, slots: ['turn'] })
    .then(({ turn }) => process.send?.({ user, title: turn?.items[0]?.title }));
});
process.on('disconnect', () => void usher.close().then(() => process.exit()));
process.send?.('ready');
