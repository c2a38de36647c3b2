import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A socket's state in /proc/net/tcp while it listens. */
const listen = '0A';

/** The sockets that listen on a port, over IPv4 or IPv6, by their inodes. */
function socketsOn(port: number): ReadonlySet<string> {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => read(file).split('\n'));
  const fields = lines.map((line) => line.trim().split(/\s+/));
  const found = fields.filter(([, local = '', , state]) => state === listen && local.endsWith(`:${wanted}`));
  return new Set(found.map((each) => `socket:[${each[9] ?? ''}]`));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** The processes of a group, as a program may be a script that starts the server. */
function membersOf(group: number): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    const stat = read(`/proc/${pid}/stat`);
    // The program's name, in brackets, may hold spaces: state, parent and group follow the last bracket.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2] === String(group);
  });
}

function filesOf(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((file) => target(`/proc/${pid}/fd/${file}`));
  } catch {
    return []; // It has ended meanwhile.
  }
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** Whether a process of this group listens on the port. Only Linux can tell without another program: elsewhere, true. */
export function listensOn(group: number, port: number): boolean {
  if (process.platform !== 'linux') return true;
  const sockets = socketsOn(port);
  return membersOf(group).some((pid) => filesOf(pid).some((file) => sockets.has(file)));
}
