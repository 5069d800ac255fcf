import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { z } from 'zod';
import { systemClock, type Clock } from '#platform/clock.ts';
import { openCounterpart, sendPage, type Counterpart, type Desk } from '../common.ts';
import { inboxPage } from './inbox-page.tsx';
import { readLetter, type ReceivedLetter } from './read-letter.ts';

export interface SmtpOptions {
  readonly host?: string;
  /** Of the inbox; the server of mail takes a free one. */
  readonly port?: number;
  readonly clock?: Clock;
}

/** A running server of mail; `url` is where its inbox is read. */
export interface SmtpCounterpart extends Counterpart {
  readonly smtpUrl: string;
}

const delayMsMax = 120_000;

const smtpFaults = z.object({
  /** Drop every connection without a word. */
  dead: z.boolean().optional(),
  /** Take a letter only after this time. */
  lateMs: z.number().int().min(0).max(delayMsMax).optional(),
  /** Refuse recipients: 550 for ever, 451 for now. */
  refuse: z.enum(['for-ever', 'for-now']).optional(),
  /** Take a letter and break the connection in the place of an answer, so many times. */
  lostAfterTaking: z.number().int().min(0).optional(),
});
type SmtpFaults = z.infer<typeof smtpFaults>;

const lettersKeptMax = 1_000;
const letterBytesMax = 1024 * 1024;

interface PostOffice {
  readonly desk: Desk<SmtpFaults>;
  readonly letters: ReceivedLetter[];
  readonly sockets: Set<Socket>;
  lost: number;
}

/** A play server of mail that takes every letter for anybody and shows it to everybody. */
export async function startSmtp(options: SmtpOptions = {}): Promise<SmtpCounterpart> {
  const host = options.host ?? '127.0.0.1';
  let office: PostOffice | undefined;
  const counterpart = await openCounterpart({
    ...{ host, port: options.port ?? 0, clock: options.clock ?? systemClock },
    faults: smtpFaults,
    machinePaths: [],
    routes(app, desk) {
      const letters: ReceivedLetter[] = [];
      office = { desk, letters, sockets: new Set(), lost: 0 };
      app.get('/', (_request, reply) => sendPage(reply, inboxPage(letters)));
    },
  });
  if (office === undefined) throw new Error('a counterpart has its routes once it is open');
  const server = openServer(office);
  server.listen(0, host);
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { sockets } = office;
  return {
    url: counterpart.url,
    smtpUrl: `smtp://${host}:${port}?tls=off`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
      await counterpart.stop();
    },
  };
}

function openServer(office: PostOffice): SMTPServer {
  const { desk, sockets } = office;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: letterBytesMax,
    onMailFrom(_sender, _session, callback) {
      // A connection kept open from before suffers as a new one does.
      if (desk.faults().dead === true) hangUp(office);
      else callback();
    },
    onRcptTo(_recipient, _session, callback) {
      const { refuse } = desk.faults();
      if (refuse === undefined) return callback();
      desk.log('refused', { refuse });
      const responseCode = refuse === 'for-ever' ? 550 : 451;
      return callback(Object.assign(new Error('no such luck'), { responseCode }));
    },
    onData(stream, session, callback) {
      const answer = async () => {
        if (await takeLetter(office, stream, session)) callback();
        else hangUp(office);
      };
      answer().catch((error: unknown) => desk.log('error', { reason: String(error) }));
    },
  });
  server.on('error', (error) => desk.log('error', { reason: String(error) }));
  server.server.prependListener('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (desk.faults().dead === true) socket.destroy();
  });
  return server;
}

/** Whether the sender may hear of it. */
async function takeLetter(
  office: PostOffice,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<boolean> {
  const raw = await buffer(stream);
  const { lateMs, lostAfterTaking = 0 } = office.desk.faults();
  if (lateMs !== undefined) await wait(lateMs, undefined, { ref: false });
  const letter = readLetter(raw, {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address).join(', '),
  });
  office.letters.push(letter);
  if (office.letters.length > lettersKeptMax) office.letters.shift();
  office.desk.log('received', { ...letter });
  if (lostAfterTaking === 0) office.lost = 0;
  if (office.lost >= lostAfterTaking) return true;
  office.lost += 1;
  return false;
}

function hangUp({ sockets }: PostOffice): void {
  for (const socket of sockets) socket.destroy();
}
