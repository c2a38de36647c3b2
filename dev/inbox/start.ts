import type { Report } from '../progress.ts';
import { choosePort, onPorts } from '../server/port.ts';
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
export function startInbox(wish: InboxWish): Promise<Inbox> {
  return onPorts(() => onChosenPorts(wish), wasTaken);
}
