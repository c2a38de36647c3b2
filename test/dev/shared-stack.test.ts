import { Connection } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { MongoClient } from 'mongodb';
import { createTransport } from 'nodemailer';
import { freshName, sharedStack, timeSkippingServer } from '../support/stack.ts';

describe('the servers that test files share', () => {
  it('are the same for all who ask, each with a database of its own', async () => {
    const [one, two] = await Promise.all([sharedStack(), sharedStack()]);
    expect(one.temporal).toEqual(two.temporal);
    expect(one.mongo.uri).toBe(two.mongo.uri);
    expect(one.mongo.database).not.toBe(two.mongo.database);
    const client = await MongoClient.connect(one.mongo.uri);
    await client.db(one.mongo.database).collection('users').insertOne({ name: 'ada' });
    expect(await client.db(two.mongo.database).collection('users').countDocuments()).toBe(0);
    await client.close();
    const connection = await Connection.connect({ address: one.temporal.address });
    await connection.close();
  });

  it('include an inbox that is read and made to misbehave from here', async () => {
    const { smtp, inbox } = await sharedStack();
    const to = `${freshName('ada')}@acme.test`;
    const send = (subject: string): Promise<unknown> =>
      createTransport(smtp.url).sendMail({ from: 'us@acme.test', to, subject, text: 'hello' });
    await inbox.behave({ to, how: { kind: 'refuse', code: 450 }, times: 1 });
    await expect(send('refused')).rejects.toMatchObject({ responseCode: 450 });
    const arriving = inbox.waitFor(to, 2);
    await send('one');
    await send('two');
    expect((await arriving).map(({ subject }) => subject)).toEqual(['two', 'one']);
    expect(await inbox.messages(to)).toHaveLength(2);
    await expect(inbox.waitFor(to, 3, 50)).rejects.toThrow(`2 mails came to ${to} within 50 ms, 3 were expected.`);
  });
});

it('the time-skipping server is where it is said to be', async () => {
  const path = await timeSkippingServer();
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const before = await environment.currentTimeMs();
  await environment.sleep('30 days');
  expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 86_400_000);
  await environment.teardown();
});
