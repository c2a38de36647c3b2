import type { Report } from '../progress.ts';
import { attemptsAtPorts, choosePort } from '../server/port.ts';
import { createInbox, type Inbox } from './inbox.ts';

export interface InboxWish {
  readonly folder: string;
  readonly smtpPort: number;
  readonly httpPort: number;
  readonly control: boolean;
  readonly report: Report;
}

function wasTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function onChosenPorts({ folder, smtpPort, httpPort, control, report }: InboxWish): Promise<Inbox> {
  return createInbox({
    folder,
    control,
    smtpPort: await choosePort({ about: 'inbox', name: 'SMTP inbox', preferred: smtpPort, report }),
    httpPort: await choosePort({ about: 'inbox', name: 'inbox page', preferred: httpPort, report }),
  });
}

/** The inbox on the ports people know, or on others where those are occupied. */
export async function startInbox(wish: InboxWish): Promise<Inbox> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await onChosenPorts(wish);
    } catch (error) {
      if (!wasTaken(error) || attempt === attemptsAtPorts) throw error;
    }
  }
}
